#pragma once
// What collection makes of a row before anything is looked up: typed drafts that name things by natural keys.
// (clause 6.2.3)
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/messages.h"
#include "model/attribute.h"
#include "model/event_time.h"
#include "model/field.h"
#include "model/lot.h"
#include "model/quantity.h"
#include "model/vocabulary.h"

namespace qy::model {

/// A lot by natural key. An empty owner, product or specification means "the only one that fits".
struct LotRef {
    std::string owner_name;
    std::string product_name;
    std::string specification;
    std::string lot_number;
    bool operator==(const LotRef&) const = default;
};

struct InputRef {
    LotRef lot;
    std::optional<Quantity> quantity;
    bool operator==(const InputRef&) const = default;
};

/// What the row says of the product and lot; creates them at approval when they do not exist.
struct LotDraft {
    LotRef ref;
    std::string category;  ///< category code or empty
    std::string brand_name;
    std::string gtin;
    bool service = false;
    std::vector<std::string> allergens;
    std::optional<Quantity> quantity;
    std::string produced_on;
    std::string place;
    std::vector<AttributeValue> product_attributes = {};
    std::string product_code = {};  ///< what the owner calls the product in its own books
    std::string nutrition = {};     ///< the nutrition table of its label
    std::string name_en = {};       ///< this and what follows: of a row that speaks of a product alone
    std::vector<Field> opened = {};
    std::vector<Field> closed = {};
    bool operator==(const LotDraft&) const = default;
};

/// What an event of another program's document speaks of, by its identifier; see publish_document.h for what follows
/// from each role.
enum class SubjectRole : std::uint8_t {
    subject,    ///< it happened to this
    container,  ///< what others are put into, taken out of, or seen in
    content,    ///< put in
    removed,    ///< taken out
    seen_in,    ///< seen in it: nothing changes
    input,
    output,
    home,  ///< speaks of it only when nothing else is there
};
struct SubjectRef {
    SubjectRole role = SubjectRole::subject;
    LotKind kind = LotKind::produced;
    std::string gtin;        ///< 14 digits, of lots and items; or empty
    std::string number;      ///< lot number, SSCC, or identifier in its canonical form
    std::string lot_number;  ///< of an item: the lot it belongs to, or empty
    std::optional<Quantity> quantity = {};
    LotRef lot = {};  ///< of a lot that is named by our own natural key instead of a GTIN
    bool operator==(const SubjectRef&) const = default;
};

/// One event of a row. `container` alone (no lot number in the row) means that it happened to the logistic unit.
struct EventDraft {
    Step step = Step::commissioning;
    EventTime event_time;
    std::string party_name;         ///< who did it; the recorder too unless the caller records for itself
    std::string counterparty_name;  ///< consignee
    std::string consignment_number;
    std::optional<Quantity> quantity;
    std::vector<InputRef> inputs;
    std::string container;
    std::string place;
    std::string client_key;  ///< the client's own key of this row, or empty
    Fields contents;
    // Of another program's document only. `error_of`: the key of the event whose error this one declares.
    std::vector<SubjectRef> subjects;
    std::optional<Disposition> disposition;
    std::string error_of;
    bool empties_container = false;  ///< everything that is in the container is taken out
    [[nodiscard]] bool is_document() const { return !subjects.empty(); }
    bool operator==(const EventDraft&) const = default;
};

/// Fault of one row: a stable code whose texts (what is wrong, what to do) are rows of base/messages.
struct RowFault {
    std::string field;  ///< column name, or empty for the whole row
    std::string code;
    std::vector<std::string> arguments;
    std::string label = {};  ///< what users call the column, when it is no field: an attribute's label
    std::string label_en = {};
};

/// The words of a fault: the row of its code, else the row of "*.<problem>" with the field's label as {0} and the
/// fault's arguments behind it; of a column that is no field, its label or else its name.
[[nodiscard]] std::string fault_text(const RowFault& fault, Language language);

/// One record of a file or request. `line` is its number, the header being 1. `source_hash` is SM3 over the decoded row
/// before cleaning; `occurrence` counts equal rows of the same file from 1. A row with faults is rejected as a whole.
struct RowDraft {
    std::int64_t line = 0;
    std::string source_hash;  ///< lowercase hex
    std::int64_t occurrence = 1;
    LotDraft lot;
    std::vector<EventDraft> events;  ///< none: the row speaks of a product alone
    /// What stood in the cells whose value conversion changed, by column name: it stays readable.
    std::vector<std::pair<std::string, std::string>> written;
    std::vector<RowFault> faults;
    std::vector<RowFault> warnings;  ///< what somebody should look at; the row is taken all the same
};

enum class RowOutcome : std::uint8_t { accepted, exists, conflict, rejected };
[[nodiscard]] std::string_view to_string(RowOutcome outcome);

/// What became of a row; faults in order of precedence.
struct RowStatus {
    std::int64_t line = 0;
    RowOutcome outcome = RowOutcome::accepted;
    std::vector<RowFault> faults;
    std::vector<RowFault> warnings = {};
};

/// Drafts as JSON, for submissions: complete both ways.
[[nodiscard]] Json to_json(const LotDraft& draft);
[[nodiscard]] Json to_json(const EventDraft& draft);
/// Errors: corrupt `draft.corrupt` {member}.
Result<LotDraft> lot_draft_from_json(const Json& value);
Result<EventDraft> event_draft_from_json(const Json& value);

}  // namespace qy::model
