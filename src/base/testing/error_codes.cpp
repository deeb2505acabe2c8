#include "testing/error_codes.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace qy::testing {
namespace {

enum class TokenKind { word, text, sign };

struct Token {
    TokenKind kind;
    std::string_view text;  // of a literal: without its quotes
    std::size_t at;         // offset in the source
};

bool is_word_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Splits C++ into words, literals and single signs; leaves comments and blanks out.
class Lexer {
 public:
    explicit Lexer(std::string_view source) : source_(source) {}

    std::vector<Token> tokens() {
        while (at_ < source_.size()) step();
        return std::move(tokens_);
    }

 private:
    [[nodiscard]] bool here(std::string_view text) const { return source_.substr(at_).starts_with(text); }
    void skip_past(std::string_view end, std::size_t from) {
        const std::size_t found = source_.find(end, from);
        at_ = found == std::string_view::npos ? source_.size() : found + end.size();
    }
    void step() {
        if (here("//")) {
            skip_past("\n", at_);
        } else if (here("/*")) {
            skip_past("*/", at_ + 2);
        } else if (here("R\"")) {
            const std::size_t open = source_.find('(', at_);
            const std::string end = ")" + std::string(source_.substr(at_ + 2, open - at_ - 2)) + "\"";
            skip_past(end, open);
        } else if (source_[at_] == '"' || source_[at_] == '\'') {
            quoted(source_[at_]);
        } else if (is_word_character(source_[at_])) {
            word();
        } else {
            if (std::isspace(static_cast<unsigned char>(source_[at_])) == 0) {
                tokens_.push_back({TokenKind::sign, source_.substr(at_, 1), at_});
            }
            ++at_;
        }
    }
    void quoted(char quote) {
        const std::size_t start = at_++;
        while (at_ < source_.size() && source_[at_] != quote) at_ += source_[at_] == '\\' ? 2 : 1;
        const auto kind = quote == '"' ? TokenKind::text : TokenKind::sign;
        tokens_.push_back({kind, source_.substr(start + 1, at_ - start - 1), start});
        ++at_;
    }
    void word() {
        const std::size_t start = at_;
        // 1'000 is one word.
        while (at_ < source_.size() &&
               (is_word_character(source_[at_]) ||
                (source_[at_] == '\'' && std::isdigit(static_cast<unsigned char>(source_[start]))))) {
            ++at_;
        }
        tokens_.push_back({TokenKind::word, source_.substr(start, at_ - start), start});
    }

    std::string_view source_;
    std::size_t at_ = 0;
    std::vector<Token> tokens_;
};

bool is_maker(const Token& token) {
    constexpr std::array<std::string_view, 11> kMakers = {"invalid",     "unauthenticated", "denied",  "not_found",
                                                          "conflict",    "too_large",       "limited", "busy",
                                                          "unavailable", "corrupt",         "internal"};
    return token.kind == TokenKind::word && std::find(kMakers.begin(), kMakers.end(), token.text) != kMakers.end();
}

bool is_sign(const Token& token, std::string_view text) {
    return token.kind == TokenKind::sign && token.text == text;
}

bool is_member_call(const std::vector<Token>& tokens, std::size_t at) {
    return at > 0 &&
           (is_sign(tokens[at - 1], ".") || (is_sign(tokens[at - 1], ">") && at > 1 && is_sign(tokens[at - 2], "-")));
}

}  // namespace

std::vector<UsedCode> error_codes_of(std::string_view source) {
    const auto tokens = Lexer(source).tokens();
    std::vector<UsedCode> codes;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (!is_maker(tokens[i]) || !is_sign(tokens[i + 1], "(") || is_member_call(tokens, i)) continue;
        int depth = 1;
        for (std::size_t k = i + 2; k < tokens.size() && depth > 0; ++k) {
            if (depth == 1 && is_sign(tokens[k], ",")) break;
            if (is_sign(tokens[k], "(") || is_sign(tokens[k], "{")) ++depth;
            if (is_sign(tokens[k], ")") || is_sign(tokens[k], "}")) --depth;
            if (tokens[k].kind == TokenKind::text) {
                const auto line =
                    1 + std::count(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(tokens[k].at), '\n');
                codes.push_back({std::string(tokens[k].text), static_cast<std::size_t>(line)});
            }
        }
    }
    return codes;
}

}  // namespace qy::testing
