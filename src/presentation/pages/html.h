#pragma once
// HTML and SVG written so that text cannot become markup: everything is escaped unless it is a constant of the program.
// (clause 5.6; ASVS 1.2 output encoding)
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace qy::presentation {

namespace html_names {
constexpr bool is_name(std::string_view text) {
    if (text.empty()) return false;
    for (const char c : text) {
        const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        if (!good) return false;
    }
    return true;
}
constexpr bool takes_url(std::string_view name) {
    return name == "href" || name == "src" || name == "action" || name == "formaction" || name == "poster" ||
           name == "srcset" || name == "data" || name == "cite" || name == "ping" || name == "manifest";
}
constexpr bool runs_script_or_style(std::string_view name) {
    return name == "style" || name == "srcdoc" || name.starts_with("on") || name == "http-equiv";
}
}  // namespace html_names

/// The name of an element: a literal. `script` and `style` do not compile.
class TagName {
 public:
    // NOLINTNEXTLINE(google-explicit-constructor): html.open("section")
    consteval TagName(const char* literal) : text_(literal) {
        if (!html_names::is_name(text_) || text_ == "script" || text_ == "style") throw "not a name of an element";
    }
    [[nodiscard]] constexpr std::string_view text() const { return text_; }

 private:
    std::string_view text_;
};

/// The name of an attribute whose value is plain text: a literal. Names that take a URL, a style or a script do not
/// compile.
class AttributeName {
 public:
    // NOLINTNEXTLINE(google-explicit-constructor): {{"class", "card"}}
    consteval AttributeName(const char* literal) : text_(literal) {
        if (!html_names::is_name(text_)) throw "not a name of an attribute";
        if (html_names::takes_url(text_)) throw "use Attribute::url";
        if (html_names::runs_script_or_style(text_)) throw "no styles and scripts in attributes";
    }
    [[nodiscard]] constexpr std::string_view text() const { return text_; }

 private:
    std::string_view text_;
};

/// The name of an attribute that takes a URL: a literal.
class UrlAttributeName {
 public:
    // NOLINTNEXTLINE(google-explicit-constructor): Attribute::url("href", …)
    consteval UrlAttributeName(const char* literal) : text_(literal) {
        if (!html_names::takes_url(text_)) throw "this attribute takes no URL";
    }
    [[nodiscard]] constexpr std::string_view text() const { return text_; }

 private:
    std::string_view text_;
};

/// Markup that is a constant of the program: the only text that is not escaped. Input can never become one.
class Trusted {
 public:
    // NOLINTNEXTLINE(google-explicit-constructor): html.trusted("<br>")
    consteval Trusted(const char* literal) : text_(literal) {}
    [[nodiscard]] constexpr std::string_view text() const { return text_; }

 private:
    std::string_view text_;
};

/// True for what a link of our pages may point to: a path of this site ("/…", not "//…"), a query ("?…"), a place in
/// the page ("#…"), or an absolute https or http address. Everything else, such as "javascript:" or "data:", is not.
[[nodiscard]] bool is_safe_url(std::string_view url);

/// One attribute. Holds views: build it where it is used. `Attribute()` writes nothing.
class Attribute {
 public:
    Attribute() = default;
    Attribute(AttributeName name, std::string_view value) : name_(name.text()), value_(value), kind_(Kind::text) {}
    Attribute(AttributeName name, const char* value) : Attribute(name, std::string_view(value)) {}
    Attribute(AttributeName name, const std::string& value) : Attribute(name, std::string_view(value)) {}
    template <std::integral Number>
    requires(!std::same_as<Number, bool>) Attribute(AttributeName name, Number value)
        : name_(name.text()), number_(static_cast<std::int64_t>(value)), kind_(Kind::number) {}
    /// An attribute without value, such as `required`.
    [[nodiscard]] static Attribute flag(AttributeName name) {
        Attribute made;
        made.name_ = name.text();
        made.kind_ = Kind::flag;
        return made;
    }
    /// An unsafe address (see is_safe_url) is left out, with its attribute.
    [[nodiscard]] static Attribute url(UrlAttributeName name, std::string_view address) {
        Attribute made;
        made.name_ = name.text();
        made.value_ = address;
        made.kind_ = is_safe_url(address) ? Kind::text : Kind::none;
        return made;
    }
    void append_to(std::string& out) const;

 private:
    enum class Kind : std::uint8_t { none, flag, text, number };
    std::string_view name_;
    std::string_view value_;
    std::int64_t number_ = 0;
    Kind kind_ = Kind::none;
};
using Attributes = std::initializer_list<Attribute>;

/// Appends `text` with & < > " ' as references, safe inside an element and inside a quoted attribute. Control
/// characters (but tab and line feed) and the characters that turn the direction of text are dropped: they can disguise
/// a name.
void append_escaped(std::string& out, std::string_view text);

/// Writes one document or fragment. Not for use by two threads at once.
///
///     auto section = html.open("section", {{"class", "card"}});   // closed when `section` goes out of scope
///     html.element("h2", {}, title);
class Html {
 public:
    /// Closes its element when destroyed. Never outlives its Html.
    class [[nodiscard]] Scope {
     public:
        Scope(Html& html, TagName name) : html_(html), name_(name) {}
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;
        ~Scope() { html_.close(name_); }

     private:
        Html& html_;
        TagName name_;
    };

    explicit Html(std::size_t expected_size = 32U << 10U) { out_.reserve(expected_size); }

    [[nodiscard]] Scope open(TagName name, Attributes attributes = {}) {
        start(name, attributes, ">");
        return {*this, name};
    }
    /// An element that holds only text; an empty one keeps its end tag.
    Html& element(TagName name, Attributes attributes, std::string_view content) {
        start(name, attributes, ">");
        append_escaped(out_, content);
        close(name);
        return *this;
    }
    /// An element without content: void ones of HTML (img, input) and those of SVG.
    Html& leaf(TagName name, Attributes attributes = {}) {
        start(name, attributes, "/>");
        return *this;
    }
    Html& text(std::string_view content) {
        append_escaped(out_, content);
        return *this;
    }
    Html& trusted(Trusted markup) {
        out_ += markup.text();
        return *this;
    }
    /// The style sheet of the program (page_style.h), whose hash the Content-Security-Policy names.
    /// REQUIRES: css is the constant style sheet.
    Html& style_sheet(std::string_view css);
    /// The page's icon (SVG, of the program), within the page.
    Html& icon(std::string_view svg);
    /// The one script of the program, likewise. REQUIRES: js is the constant script.
    Html& script(std::string_view js);

    [[nodiscard]] const std::string& written() const { return out_; }
    [[nodiscard]] std::string take() && { return std::move(out_); }

 private:
    void start(TagName name, Attributes attributes, std::string_view end);
    void close(TagName name);
    std::string out_;
};

}  // namespace qy::presentation
