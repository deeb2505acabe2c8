#include "collection/drafts.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/text.h"
#include "convert.h"
#include "faults.h"
#include "stages.h"

namespace qy::collection {
namespace {

using model::Field;
using model::InfoKind;

constexpr std::int64_t kClockDifferenceSeconds = 10 * 60;  // between a recorder's clock and ours

void append_note(model::Fields& fields, const std::string& note) {
    const auto before = fields.get(Field::note);
    fields.set(Field::note, before.empty() ? note : std::string(before) + '\n' + note);
}

// "烘焙" is more than "transforming": where the row tells no process, the word itself is kept as one.
void keep_word_of_step(std::string_view word, RowValues& values, const Dictionary& dictionary) {
    const auto* item = dictionary.find("step", word);
    const auto step = model::parse_step(values.fields.get(Field::step));
    if (item == nullptr || !step || model::kind_of(*step) != InfoKind::production) return;
    const bool says_more = word != item->zh && lower_ascii(word) != item->code;
    if (says_more && !values.has(Field::process)) values.fields.set(Field::process, std::string(word));
}

RowValues convert_cells(const DecodedRow& row, const Rules& rules, FaultList& faults) {
    RowValues values;
    std::vector<std::string> notes;
    for (const auto& fault : row.faults) {  // what could not be decoded is filled: it is not missing as well
        const auto field = model::field_of_name(fault.field);
        if (field) values.filled[static_cast<std::size_t>(*field)] = true;
    }
    for (const auto& cell : row.cells) {
        const RuleContext context{model::row_of(cell.field), rules.dictionary, rules.categories};
        auto converted = convert(cell.text, context);
        values.filled[static_cast<std::size_t>(cell.field)] = converted.problem || !converted.value.empty();
        if (converted.problem) faults.add(cell.field, *std::move(converted.problem));
        if (!converted.note.empty()) notes.push_back(std::move(converted.note));
        if (!converted.inputs.empty()) values.inputs = std::move(converted.inputs);
        values.fields.set(cell.field, std::move(converted.value));
    }
    for (const auto& note : notes) append_note(values.fields, note);
    keep_word_of_step(trim(row.text_of(Field::step)), values, rules.dictionary);
    return values;
}

class Validation {
 public:
    Validation(const RowValues& values, const std::vector<const Stage*>& told, const Rules& rules, FaultList& faults)
        : values_(values), told_(told), rules_(rules), faults_(faults) {}

    void run() {
        if (told_.empty()) faults_.add_row_fault({"", "row.no_stage", {}});
        require_lot();
        for (const auto* stage : told_) require_stage(*stage);
        require_category();
        for (const auto& [field, text] : values_.fields.items()) check_not_in_future(field, text);
        check_order(Field::shipped_at, Field::received_at, Problem::before_shipped);
        check_order(Field::produced_on, Field::shipped_at, Problem::before_produced);
        check_order(Field::produced_on, Field::received_at, Problem::before_produced);
        check_order(Field::produced_on, Field::sold_at, Problem::before_produced);
        check_temperatures();
        check_order_of_steps();
    }

 private:
    void require(Field field) {
        const bool reported = std::find(missing_.begin(), missing_.end(), field) != missing_.end();
        if (values_.has(field) || reported) return;
        missing_.push_back(field);
        faults_.add(field, {Problem::missing, {}});
    }

    // What happened to a box alone needs no lot: the box is known by its own number.
    void require_lot() {
        const bool box_only =
            values_.has(Field::container) && told_.size() == 1 && told_[0]->kind == InfoKind::logistics;
        if (!box_only) require(Field::lot_number);
        if (told_.empty()) require(Field::product_name);
    }

    void require_stage(const Stage& stage) {
        for (const Field field : stage.required) require(field);
        const bool timed = values_.has(Field::occurred_at) ||
                           std::any_of(stage.times.begin(), stage.times.end(), [&](Field f) { return values_.has(f); });
        if (!timed) require(stage.times.front());
        const auto step = model::parse_step(values_.fields.get(Field::step));
        const bool boxes = step && (*step == model::Step::packing || *step == model::Step::unpacking);
        if (boxes && stage.kind == InfoKind::logistics) require(Field::container);
        if (step == model::Step::merging && stage.kind == InfoKind::production) require(Field::inputs);
    }

    void require_category() {
        const auto* code = values_.fields.find(Field::category);
        const auto* rule = code == nullptr ? nullptr : rules_.categories.find(*code);
        if (rule == nullptr) return;
        for (const Field field : rules_.categories.required_of(*rule)) {
            const auto kind = model::row_of(field).kind;
            const bool told =
                kind == InfoKind::common ||
                std::any_of(told_.begin(), told_.end(), [&](const Stage* stage) { return stage->kind == kind; });
            if (told) require(field);
        }
    }

    [[nodiscard]] std::optional<model::EventTime> time(Field field) const {
        const auto* text = values_.fields.find(field);
        if (text == nullptr) return std::nullopt;
        auto parsed = model::EventTime::parse(*text);
        return parsed.ok() ? std::optional(*parsed) : std::nullopt;
    }

    void check_not_in_future(Field field, const std::string& text) {
        const auto type = model::row_of(field).type;
        if (type != model::FieldType::day && type != model::FieldType::moment) return;
        const auto moment = time(field);
        if (moment && moment->at > rules_.now.plus_seconds(kClockDifferenceSeconds)) {
            faults_.add(field, {Problem::in_future, {text}});
        }
    }

    void check_order(Field earlier, Field later, Problem problem) {
        const auto first = time(earlier);
        const auto second = time(later);
        if (first && second && !model::not_after(*first, *second)) faults_.add(later, {problem, {first->to_string()}});
    }

    void check_temperatures() {
        const auto low = Decimal::parse(values_.fields.get(Field::temperature_low));
        const auto high = Decimal::parse(values_.fields.get(Field::temperature_high));
        if (low.ok() && high.ok() && *high < *low) {
            faults_.add(Field::temperature_high, {Problem::below_low, {low->to_string()}});
        }
    }

    /// When a stage happened; nothing when that is missing or faulty.
    [[nodiscard]] std::optional<model::EventTime> time_of(const Stage& stage) const {
        for (const Field field : stage.times) {
            if (values_.has(field)) return time(field);
        }
        return time(Field::occurred_at);
    }

    /// The category says in which order its steps follow each other.
    void check_order_of_steps() {
        const auto* code = values_.fields.find(Field::category);
        const auto* rule = code == nullptr ? nullptr : rules_.categories.find(*code);
        if (rule == nullptr || told_.size() < 2) return;
        const auto steps = rules_.categories.steps_of(*rule);
        for (const auto* earlier : told_) {
            for (const auto* later : told_) check_pair(*earlier, *later, steps);
        }
    }
    void check_pair(const Stage& earlier, const Stage& later, const std::vector<model::Step>& steps) {
        const auto first_step = step_of(earlier, values_);
        const auto second_step = step_of(later, values_);
        const auto first_place = std::find(steps.begin(), steps.end(), first_step);
        const auto second_place = std::find(steps.begin(), steps.end(), second_step);
        if (second_place == steps.end() || first_place >= second_place) return;
        const auto first = time_of(earlier);
        const auto second = time_of(later);
        if (!first || !second || model::not_after(*first, *second)) return;
        faults_.add_row_fault({"", "row.steps_order", {label_of(second_step), label_of(first_step)}});
    }
    [[nodiscard]] std::string label_of(model::Step step) const {
        const auto* item = rules_.dictionary.find("step", model::to_string(step));
        return item == nullptr ? std::string(model::to_string(step)) : item->zh;
    }

    const RowValues& values_;
    const std::vector<const Stage*>& told_;
    const Rules& rules_;
    FaultList& faults_;
    std::vector<Field> missing_;
};

bool is_service_category(const RowValues& values, const CategoryRules& categories) {
    const auto* code = values.fields.find(Field::category);
    const auto* rule = code == nullptr ? nullptr : categories.find(*code);
    return rule != nullptr && categories.is_service(*rule);
}

}  // namespace

model::RowDraft to_draft(const DecodedRow& row, const Rules& rules) {
    model::RowDraft draft;
    draft.line = row.line;
    draft.source_hash = to_hex(row.source_hash);
    draft.occurrence = row.occurrence;
    FaultList faults;
    for (const auto& fault : row.faults) faults.add_row_fault(fault);
    const auto values = convert_cells(row, rules, faults);
    const auto told = stages_of(values);
    // A record that is broken as such would only give faults that follow from the first.
    const bool broken = std::any_of(row.faults.begin(), row.faults.end(),
                                    [](const model::RowFault& fault) { return fault.code.starts_with("row."); });
    if (!broken) Validation(values, told, rules, faults).run();
    if (!faults.empty()) {
        draft.faults = std::move(faults).in_order();
        return draft;
    }
    draft.lot = lot_draft(values, told, is_service_category(values, rules.categories));
    draft.events = event_drafts(values, told);
    return draft;
}

std::vector<model::RowDraft> to_drafts(const DecodedTable& table, const Rules& rules) {
    std::vector<model::RowDraft> out;
    out.reserve(table.rows.size());
    for (const auto& row : table.rows) out.push_back(to_draft(row, rules));
    return out;
}

}  // namespace qy::collection
