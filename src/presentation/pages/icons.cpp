#include "pages/icons.h"

#include "base/assert.h"

#define QY_ICON(drawing) Trusted("<svg class=\"i\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">" drawing "</svg>")

namespace qy::presentation::icons {

Trusted mark() {
    return QY_ICON(
        "<path d=\"M12 2.5C16 7 19 10.6 19 14.5a7 7 0 0 1-14 0C5 10.6 8 7 12 2.5Z\"/>"
        "<path d=\"M5.5 14.5c2.2-1.7 4.3-1.7 6.5 0s4.3 1.7 6.5 0\"/>");
}
Trusted check() {
    return QY_ICON("<path d=\"m5 12.5 4.5 4.5L19 7.5\"/>");
}
Trusted checks() {
    return QY_ICON("<path d=\"m2.5 12.5 4.5 4.5 8.5-9.5M11 16l1 1 9-9.5\"/>");
}
Trusted cross() {
    return QY_ICON("<path d=\"M6.5 6.5l11 11m0-11-11 11\"/>");
}
Trusted question() {
    return QY_ICON("<path d=\"M8.5 9a3.5 3.5 0 1 1 5.3 3c-1.2.7-1.8 1.3-1.8 2.6M12 18.3v.01\"/>");
}
Trusted stop() {
    return QY_ICON("<path d=\"M5 12h14\"/>");
}
Trusted back() {
    return QY_ICON("<path d=\"M9 6 4 11l5 5M4 11h10.5a5 5 0 0 1 0 10H12\"/>");
}
Trusted chain() {
    return QY_ICON(
        "<path d=\"M10 14.5a4 4 0 0 0 6 .4l2.5-2.5a4 4 0 0 0-5.7-5.7L11.5 8M14 9.5a4 4 0 0 0-6-.4L5.5 "
        "11.6a4 4 0 0 0 5.7 5.7l1.3-1.3\"/>");
}
Trusted alert() {
    return QY_ICON("<path d=\"M12 4 2.8 19.5h18.4ZM12 10v4.5M12 17v.01\"/>");
}
Trusted key() {
    return QY_ICON("<circle cx=\"8\" cy=\"15\" r=\"4\"/><path d=\"M11 12l8.5-8.5M16 7l3 3\"/>");
}
Trusted search() {
    return QY_ICON("<circle cx=\"11\" cy=\"11\" r=\"6.5\"/><path d=\"m16 16 5 5\"/>");
}
Trusted processing() {
    return QY_ICON(
        "<path d=\"M12 21c-4 0-6.5-2.6-6.5-6.2C5.5 10.5 11 9 10.5 3c4.5 2 8 6.5 8 11.8 0 3.6-2.5 "
        "6.2-6.5 6.2Zm0 0c-1.8 0-3-1.3-3-3 0-2 2-2.7 2.5-5 2 1.2 3.5 3 3.5 5 0 1.7-1.2 3-3 3Z\"/>");
}

Trusted stage(model::InfoKind kind) {
    switch (kind) {
        case model::InfoKind::common:
        case model::InfoKind::production:
            return QY_ICON(
                "<path d=\"M12 21v-9M12 12C12 7.5 8.5 5 3.5 5 3.5 9.5 7 12 12 12Zm0 3.5c0-4.5 3.5-7 "
                "8.5-7 0 4.5-3.5 7-8.5 7Z\"/>");
        case model::InfoKind::inspection:
            return QY_ICON(
                "<path d=\"M9 3h6M10.5 3v6L5 18.5A1.7 1.7 0 0 0 6.5 21h11a1.7 1.7 0 0 0 1.5-2.5L13.5 "
                "9V3M7.5 15h9\"/>");
        case model::InfoKind::logistics:
            return QY_ICON(
                "<path d=\"M2.5 6.5h11v10h-11ZM13.5 10h4.5l3.5 3.5v3h-8Z\"/><circle cx=\"7\" cy=\"17.5\" "
                "r=\"2\"/><circle cx=\"17\" cy=\"17.5\" r=\"2\"/>");
        case model::InfoKind::sales:
            return QY_ICON("<path d=\"M5 8h14l1 13H4ZM8.5 11V7a3.5 3.5 0 0 1 7 0v4\"/>");
        case model::InfoKind::service:
            return QY_ICON(
                "<path d=\"M12 20.5S3.5 15.5 3.5 9.5a4.5 4.5 0 0 1 8.5-2 4.5 4.5 0 0 1 8.5 2c0 6-8.5 "
                "11-8.5 11Z\"/>");
    }
    QY_ASSERT(false);
}

}  // namespace qy::presentation::icons
