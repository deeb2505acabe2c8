#pragma once
// What a page must know besides its subject. Filled by the route; plain values, so that pages stay pure functions.
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/messages.h"

namespace qy::presentation {

class AssetTable;
struct RegionMap;

/// What became of a PIN that was sent with the page's own form.
enum class PinOutcome : std::uint8_t {
    not_sent,
    first_right,  ///< right, and never right before
    right_again,  ///< right; AuthenticityAnswer::first_verified_at tells since when
    wrong,
    too_many,  ///< not looked at: too many wrong tries within the hour
};

/// The label of a dictionary item ("test_result", "pass") in a language; an empty answer shows the code itself.
/// Region names are asked for as dictionary "region" with a GB/T 2260 code.
using LabelOf = std::function<std::string(std::string_view dictionary, std::string_view code, Language language)>;

struct PageContext {
    Language language = Language::zh;
    /// The language came from `?lang=`: links and forms of the page carry it on.
    bool language_chosen = false;
    /// Path and query of this page as sent (percent-encoded), the query without `lang`: for the PIN form and the link
    /// to the other language. REQUIRES: path starts with "/".
    std::string path = "/";
    std::string query;
    /// Image that counts the scan when it is fetched; empty: this view is not counted.
    std::string beacon_url;
    /// Stream that tells when what this page shows has changed; empty: none.
    std::string stream_url;
    PinOutcome pin = PinOutcome::not_sent;
    std::string icp_filing;              ///< "琼ICP备…号", empty: none
    std::string police_filing;           ///< "琼公网安备 …号", empty: none
    std::string request_id;              ///< shown on error pages, for those who ask for help
    const AssetTable* assets = nullptr;  ///< icons of the page; null: none
    const RegionMap* map = nullptr;      ///< what routes are drawn upon; null: the scheme
    LabelOf label_of;
};

}  // namespace qy::presentation
