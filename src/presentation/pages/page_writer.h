#pragma once
// One page being written: its HTML, its context and the texts in its language. Shared by the parts of the pages.
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pages/html.h"
#include "pages/page_context.h"
#include "pages/page_texts.h"

namespace qy::presentation {

struct PageWriter {
    Html html;
    const PageContext& context;
    /// English names by Chinese ones, for names that come without: lots of the graph name product and party in Chinese.
    std::unordered_map<std::string_view, std::string_view> english_names = {};
    /// Where in `html` the parts stand that change from look to look: beginnings and ends by turns.
    std::vector<std::size_t> live_edges = {};

    [[nodiscard]] Language language() const { return context.language; }
    [[nodiscard]] std::string_view say(Text key) const { return page_text(key, context.language); }
    /// With {0}, {1} … filled in.
    [[nodiscard]] std::string say(Text key, std::initializer_list<std::string_view> arguments) const {
        return page_text(key, context.language, arguments);
    }
    /// `one` for 1, else `many`; {0} is the number.
    [[nodiscard]] std::string count(Text one, Text many, std::size_t number) const {
        const std::string digits = std::to_string(number);
        return page_text(number == 1 ? one : many, context.language, {digits});
    }
    /// `lang="zh-CN"` for Chinese contents on an English page (WCAG 3.1.2), else nothing.
    [[nodiscard]] Attribute language_of(std::string_view contents) const;
    /// The better of two names for this page: the English one when there is one and the page is English.
    [[nodiscard]] std::string_view name_of(std::string_view name, std::string_view name_en) const {
        return context.language == Language::en && !name_en.empty() ? name_en : name;
    }
    /// The name as this page knows it.
    [[nodiscard]] std::string_view name_of(std::string_view name) const {
        const auto found = english_names.find(name);
        return found == english_names.end() ? name : found->second;
    }
    /// A path of this site that keeps a chosen language.
    [[nodiscard]] std::string link(std::string_view path_and_query) const;
    /// The label of a dictionary code; the code itself when it has none.
    [[nodiscard]] std::string label(std::string_view dictionary, std::string_view code) const;

    /// Writes a part that changes from look to look.
    template <class Write>
    void live(Write write) {
        live_edges.push_back(html.written().size());
        write(*this);
        live_edges.push_back(html.written().size());
    }

    /// An element whose text is data, marked with its language where it differs from the page's.
    void data(TagName name, std::string_view css_class, std::string_view contents) {
        html.element(name, {css_class.empty() ? Attribute() : Attribute("class", css_class), language_of(contents)},
                     contents);
    }
};

}  // namespace qy::presentation
