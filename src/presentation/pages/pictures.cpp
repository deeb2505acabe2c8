#include "pages/pictures.h"

namespace qy::presentation {
namespace {

void write_picture(PageWriter& page, const model::ShownPicture& picture) {
    const bool english = page.language() == Language::en && !picture.caption_en.empty();
    const auto& caption = english ? picture.caption_en : picture.caption;
    const auto figure = page.html.open("figure");
    page.html.leaf("img", {Attribute::url("src", "/media/" + picture.id.to_string()),
                           {"loading", "lazy"},
                           {"decoding", "async"},
                           {"width", picture.width},
                           {"height", picture.height},
                           {"alt", caption}});
    page.html.element("figcaption", {}, caption);
}

}  // namespace

void write_pictures(PageWriter& page, const model::TraceAnswer& answer) {
    if (answer.pictures.empty()) return;
    const auto section = page.html.open("section", {{"class", "card pictures"}, {"aria-labelledby", "pictures"}});
    page.html.element("h2", {{"id", "pictures"}}, page.say(Text::pictures));
    for (const auto& picture : answer.pictures) write_picture(page, picture);
}

}  // namespace qy::presentation
