// Planted fault: reads one byte behind the end of an input that begins with "qyun".
#include <cstddef>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    constexpr std::string_view kBegin = "qyun";
    for (std::size_t i = 0; i < kBegin.size(); ++i) {
        if (i == size || data[i] != static_cast<unsigned char>(kBegin[i])) return 0;
    }
    return data[size] == 'x' ? -1 : 0;
}
