#include "captcha_sound.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "base/assert.h"
#include "base/embedded.h"

namespace qy::embedded {
std::span<const EmbeddedFile> voices();
}

namespace qy::presentation {
namespace {

/// Loudness around silence, −128 … 127 and beyond while sounds are added up.
using Samples = std::vector<int>;

constexpr std::size_t kHeaderBytes = 44;
constexpr int kSilence = 128;
constexpr int kPauseMs = 250;  // at least
constexpr int kPauseMoreMs = 300;
constexpr int kSpeedPercent = 88;  // at least; up to 24 more
constexpr int kLoudPercent = 75;   // at least; up to 25 more
constexpr int kMurmurPercent = 14;

/// 0 … bound − 1; a slight inclination does no harm to a sound.
int below(Random& random, int bound) {
    std::array<std::uint8_t, 2> bytes{};
    random.fill(bytes);
    return (bytes[0] * 256 + bytes[1]) % bound;
}

Samples voice_of(char digit, Language language) {
    const std::string name = std::string(language == Language::en ? "en_" : "zh_") + digit + ".wav";
    const auto files = embedded::voices();
    const auto file = std::ranges::find_if(files, [&](const EmbeddedFile& each) { return each.name == name; });
    QY_ASSERT(file != files.end() && file->content.size() > kHeaderBytes);
    Samples samples;
    for (const char byte : file->content.substr(kHeaderBytes)) {
        samples.push_back(static_cast<unsigned char>(byte) - kSilence);
    }
    return samples;
}

/// Faster and higher, or slower and lower; and as loud as that.
Samples varied(const Samples& voice, int speed_percent, int loud_percent) {
    Samples out;
    for (std::size_t i = 0;; ++i) {
        const std::size_t at = i * static_cast<std::size_t>(speed_percent);
        const std::size_t sample = at / 100;
        if (sample + 1 >= voice.size()) return out;
        const int part = static_cast<int>(at % 100);
        const int between = (voice[sample] * (100 - part) + voice[sample + 1] * part) / 100;
        out.push_back(between * loud_percent / 100);
    }
}

int speed(Random& random) {
    return kSpeedPercent + below(random, 25);
}

std::size_t pause(Random& random) {
    return static_cast<std::size_t>(kPauseMs + below(random, kPauseMoreMs)) * captcha_sound_rate / 1'000;
}

/// Other digits backwards, one after the other, under everything.
void add_murmur(Samples& sound, Language language, Random& random) {
    std::size_t at = 0;
    while (at < sound.size()) {
        auto voice =
            varied(voice_of(static_cast<char>('0' + below(random, 10)), language), speed(random), kMurmurPercent);
        std::ranges::reverse(voice);
        for (std::size_t i = 0; i < voice.size() && at + i < sound.size(); ++i) sound[at + i] += voice[i];
        at += voice.size() + pause(random) / 2;
    }
}

void append_number(std::string& out, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

/// RIFF with one block of format (PCM, one channel, 8 bit) and one of samples.
std::string wav_of(const Samples& sound) {
    const auto size = static_cast<std::uint32_t>(sound.size());
    std::string wav = "RIFF";
    append_number(wav, 36 + size + size % 2, 4);
    wav += "WAVEfmt ";
    append_number(wav, 16, 4);
    append_number(wav, 1, 2);
    append_number(wav, 1, 2);
    append_number(wav, captcha_sound_rate, 4);
    append_number(wav, captcha_sound_rate, 4);
    append_number(wav, 1, 2);
    append_number(wav, 8, 2);
    wav += "data";
    append_number(wav, size, 4);
    for (const int sample : sound) wav += static_cast<char>(std::clamp(sample + kSilence, 0, 255));
    if (size % 2 != 0) wav += static_cast<char>(kSilence);
    return wav;
}

}  // namespace

Result<std::string> captcha_wav(std::string_view digits, Language language, Random& random) {
    Samples sound(pause(random), 0);
    for (const char digit : digits) {
        if (digit < '0' || digit > '9') return invalid("captcha.not_digits");
        const auto voice = varied(voice_of(digit, language), speed(random), kLoudPercent + below(random, 26));
        sound.insert(sound.end(), voice.begin(), voice.end());
        sound.insert(sound.end(), pause(random), 0);
    }
    add_murmur(sound, language, random);
    for (auto& sample : sound) sample += below(random, 5) - 2;
    return wav_of(sound);
}

}  // namespace qy::presentation
