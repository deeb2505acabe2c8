// Planted fault: shifts by 32 when an input begins with "qyun".
#include <cstddef>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    constexpr std::string_view kBegin = "qyun";
    int right = 0;
    while (right < 4 && static_cast<std::size_t>(right) < size &&
           data[right] == static_cast<unsigned char>(kBegin[static_cast<std::size_t>(right)])) {
        ++right;
    }
    volatile int distance = right * 8;
    volatile int shifted = 1 << distance;
    return shifted == 3 ? -1 : 0;
}
