#pragma once
// Labels made for print: which codes, what stands beside them, and that a label made again is told and has a reason.
// The drawing is presentation's. (architecture §5)
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/code_range.h"
#include "model/trace_code.h"

namespace qy::storage {
class Writer;
}
namespace qy::storage::codes {
struct StoredRange;
}

namespace qy::business {

struct KeptRun;
struct LabelSubject;

/// What stands on every label of a range. Empty where it is not known: labels printed ahead of harvest have no lot.
struct LabelFacts {
    std::string brand;
    std::string product;
    std::string product_en;
    std::string specification;
    std::string gtin;  ///< 14 digits
    std::string lot_number;
    std::string produced_on;  ///< "2026-03-05"
    std::string party;        ///< whose range it is
    std::string address;      ///< what the QR holds before the 20 digits
    std::string quantity{};   ///< in a carton; empty on labels of single packs
    model::LotId lot{};       ///< none: not bound yet
};

struct LabelOrder {
    model::CodeRangeId range;
    std::optional<model::TraceCode> first{};  ///< none: from the range's first
    std::optional<model::TraceCode> last{};   ///< none: to the range's last
    bool pins = false;                        ///< the labels carry their scratch-off PIN
    std::int64_t labels_max = 0;              ///< of the medium
    std::string medium{};                     ///< format and template, kept and audited: "pdf a4_3x8"
    std::string reason{};                     ///< REQUIRED (not empty) to make a label again
};

struct PrintedLabel {
    model::TraceCode code;
    std::string address;  ///< what its QR holds
    std::string pin;      ///< empty without
};

/// The labels of one run, made while they are read. One thread at a time; it holds keys, not the database.
class LabelRun {
 public:
    LabelRun(LabelRun&&) noexcept;
    LabelRun& operator=(LabelRun&&) noexcept;
    ~LabelRun();

    [[nodiscard]] const LabelFacts& facts() const;
    [[nodiscard]] std::int64_t left() const;
    /// REQUIRES: left() > 0.
    PrintedLabel next();

 private:
    struct State;
    explicit LabelRun(std::unique_ptr<State> state);
    friend Result<KeptRun> label_run_in(storage::Writer&, const Services&, const model::Actor&,
                                        const storage::codes::StoredRange&, const LabelOrder&, const LabelSubject&,
                                        std::string_view, Time);
    std::unique_ptr<State> state_;
};

/// Opens a run: kept as a LabelPrint and audited before a label leaves. Needs `export_codes` within the actor's scope.
/// Errors: denied `permission.denied`; not_found `code_range.not_found`; conflict `code_range.state` (void or not
/// approved), `label_print.again` {by, when} (one of the labels was made before, and no reason is given); invalid
/// `label_print.codes` (first and last are not of this range, or in the wrong order), `label_print.no_pin`; too_large
/// `label_print.too_many` {max}; unavailable `code.no_key` {epoch}; those of storage. Safe from any thread.
Result<LabelRun> open_label_run(const Services& services, const model::Actor& actor, const LabelOrder& order,
                                std::string_view base);

/// What would stand on the labels, for a specimen. Needs `export_codes`. Errors: not_found `code_range.not_found`.
Result<LabelFacts> label_facts(const Services& services, const model::Actor& actor, model::CodeRangeId range,
                               std::string_view base);

}  // namespace qy::business
