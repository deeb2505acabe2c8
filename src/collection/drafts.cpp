#include "collection/drafts.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/text.h"
#include "convert.h"
#include "faults.h"
#include "model/certificate.h"
#include "model/nutrition.h"
#include "product_rows.h"
#include "stages.h"

namespace qy::collection {
namespace {

using model::Field;
using model::InfoKind;

constexpr std::int64_t kSecondsPerDay = 24 * 60 * 60;
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

using Written = std::vector<std::pair<std::string, std::string>>;

// What a reader would not recognise as the same: "二〇二六年三月五日", "1,200斤", "琼a·12345". Words of a dictionary
// are told by their labels, and what only lost blanks or width is the same.
bool is_rewritten(const Cell& cell, const Conversion& converted, const Dictionary& dictionary) {
    if (converted.problem || converted.value.empty() || converted.value == trim(cell.text)) return false;
    const auto& row = model::row_of(cell.field);
    if (model::is_protected(row.data_class)) return false;  // a person is erased in one place
    if (row.type == model::FieldType::name) {
        const auto* party = dictionary.find(kPartyDictionary, trim(cell.text));
        if (party != nullptr && party->zh == converted.value) return converted.value != trim(cell.text);
    }
    if (row.type == model::FieldType::names_list || row.type == model::FieldType::inputs || row.identity) return false;
    const auto folded = fold_width(trim(cell.text));
    if (row.type == model::FieldType::dictionary) {
        const auto* item = dictionary.find(row.dictionary, converted.value);
        return item == nullptr || (folded != item->zh && folded != item->en);
    }
    return converted.value != folded;
}

void note_written(Written& written, const Cell& cell) {
    written.emplace_back(model::row_of(cell.field).name, trim(cell.text));
}

RowValues convert_cells(const DecodedRow& row, const Rules& rules, FaultList& faults, Written& written) {
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
        if (is_rewritten(cell, converted, rules.dictionary)) note_written(written, cell);
        if (!converted.inputs.empty()) values.inputs = std::move(converted.inputs);
        values.fields.set(cell.field, std::move(converted.value));
    }
    for (const auto& note : notes) append_note(values.fields, note);
    keep_word_of_step(trim(row.text_of(Field::step)), values, rules.dictionary);
    return values;
}

/// "毒死蜱 480g/L、阿维菌素；尿素" → the names: what stands before a blank or a bracket in each piece.
std::vector<std::string> input_words(std::string_view text) {
    std::string plain = fold_width(text);
    for (const std::string_view mark : {"、", "，", "；", "。", ";", "\n"}) plain = replace_all(plain, mark, ",");
    std::vector<std::string> words;
    for (const auto piece : split(plain, ',')) {
        const auto word = trim(piece.substr(0, piece.find_first_of(" (:")));
        if (!word.empty()) words.emplace_back(word);
    }
    return words;
}

std::optional<std::int64_t> interval_days(const JsonObject& details) {
    const auto* told = details.if_contains("interval_days");
    if (told == nullptr) return std::nullopt;
    if (const auto* number = told->if_int64()) return *number;
    const auto read = Decimal::parse(told->is_string() ? std::string_view(told->as_string()) : std::string_view());
    const auto whole = read.ok() ? read->rounded(0) : read;
    return whole.ok() ? std::optional(whole->coefficient()) : std::nullopt;
}

/// The code of the category of the product or lot that the row names; empty: it is not known yet.
std::string known_category(const RowValues& values, const Rules& rules) {
    if (!rules.category_of) return {};
    const auto text = [&](Field field) { return std::string(values.fields.get(field)); };
    return rules.category_of(
        {text(Field::producer_name), text(Field::product_name), text(Field::specification), text(Field::lot_number)});
}

class Validation {
 public:
    /// `category`: of the row or its product, or null.
    Validation(const RowValues& values, const std::vector<const Stage*>& told, const CategoryRule* category,
               const Rules& rules, FaultList& faults, FaultList& warnings)
        : values_(values), told_(told), category_(category), rules_(rules), faults_(faults), warnings_(warnings) {}

    void run() {
        check_nutrition();
        if (tells_of_product_alone(values_, !told_.empty())) {
            require_category();
            return check_product_lists(values_, faults_);
        }
        if (told_.empty()) faults_.add_row_fault({"", "row.no_stage", {}});
        require_lot();
        refuse_product_fields(values_, faults_);
        for (const auto* stage : told_) require_stage(*stage);
        require_category();
        check_farm_inputs();
        for (const auto& [field, text] : values_.fields.items()) check_not_in_future(field, text);
        check_order(Field::shipped_at, Field::received_at, Problem::before_shipped);
        check_order(Field::produced_on, Field::shipped_at, Problem::before_produced);
        check_order(Field::produced_on, Field::received_at, Problem::before_produced);
        check_order(Field::produced_on, Field::sold_at, Problem::before_produced);
        check_temperatures();
        check_order_of_steps();
    }

 private:
    void check_nutrition() {
        const auto table = model::Nutrition::parse(values_.fields.get(Field::nutrition));
        const auto given = table.ok() ? table->doubtful_energy() : std::nullopt;
        if (!given) return;
        warnings_.add_row_fault(
            {"nutrition", "nutrition.energy", {table->lines().front().amount, std::to_string(*given)}});
    }
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
        const bool certifies = stage.kind == InfoKind::inspection && values_.has(Field::certificate_kind);
        if (!timed) require(certifies ? Field::certificate_issued_on : stage.times.front());
        const auto step = model::parse_step(values_.fields.get(Field::step));
        if (stage.kind == InfoKind::inspection) require_result();
        const bool boxes = step && (*step == model::Step::packing || *step == model::Step::unpacking);
        if (boxes && stage.kind == InfoKind::logistics) require(Field::container);
        if (step == model::Step::merging && stage.kind == InfoKind::production) require(Field::inputs);
    }

    [[nodiscard]] bool tells_of(InfoKind kind) const {
        return kind == InfoKind::common ||
               std::any_of(told_.begin(), told_.end(), [&](const Stage* stage) { return stage->kind == kind; });
    }

    /// Fields that the row's own category asks for; attributes that the product's does.
    void require_category() {
        const auto* rule = own_category();
        if (rule != nullptr) {
            for (const Field field : rules_.categories.required_of(*rule)) {
                if (tells_of(model::row_of(field).kind)) require(field);
            }
        }
        if (category_ == nullptr) return;
        for (const auto* attribute : rules_.categories.attributes_of(*category_)) {
            if (!attribute->required) continue;
            const bool asked = model::is_of_product(*attribute) ? makes_product() : tells_of(attribute->kind);
            if (asked) require(*attribute);
        }
    }
    void require(const model::CategoryAttribute& attribute) {
        const bool told = std::any_of(values_.attributes.begin(), values_.attributes.end(),
                                      [&](const auto& one) { return one.value.name == attribute.name; });
        if (!told && !faults_.names(attribute.name)) faults_.add(attribute, {Problem::missing, {}});
    }
    /// What a product is asked for once, a row tells that makes it.
    [[nodiscard]] bool makes_product() const {
        return own_category() != nullptr && known_category(values_, rules_).empty();
    }
    [[nodiscard]] const CategoryRule* own_category() const {
        const auto* code = values_.fields.find(Field::category);
        return code == nullptr ? nullptr : rules_.categories.find(*code);
    }

    /// An inspection has a result; a certificate has what its kind asks for.
    void require_result() {
        const auto kind = values_.fields.get(Field::certificate_kind);
        if (kind.empty()) return require(Field::test_result);
        if (kind != model::kCommitment) return require_one_of(Field::certificate_number, Field::report_number);
        // Where it comes from, its lot says.
        for (const Field field : {Field::product_name, Field::producer_name, Field::certificate_basis,
                                  Field::certificate_quantity, Field::certificate_contact}) {
            require(field);
        }
    }

    void require_one_of(Field first, Field other) {
        if (!values_.has(other)) require(first);
    }

    /// What was used on a field or on animals: not prohibited, and long enough before the harvest where the dictionary
    /// knows how long. It happened, so that it is recorded, with a warning.
    void check_farm_inputs() {
        const auto used = values_.fields.get(Field::farm_inputs);
        if (used.empty()) return;
        for (const auto& word : input_words(used)) {
            for (const std::string_view dictionary : {"pesticide", "veterinary_drug"}) {
                const auto* item = rules_.dictionary.find(dictionary, word);
                if (item != nullptr) check_farm_input(*item, word);
            }
        }
    }
    void check_farm_input(const DictionaryItem& item, const std::string& word) {
        const auto details = parse_json(item.details);
        const auto* object = details.ok() ? details->if_object() : nullptr;
        if (object == nullptr) return;
        if (const auto* status = object->if_contains("status"); status != nullptr && *status == Json("prohibited")) {
            warnings_.add(Field::farm_inputs, {Problem::prohibited, {word}});
        }
        const auto last = time(Field::last_input_on);
        const auto harvest = time(Field::produced_on);
        const auto days = interval_days(*object);
        if (!last || !harvest || !days) return;
        if (harvest->at < last->at.plus_seconds(*days * kSecondsPerDay)) {
            warnings_.add(Field::produced_on, {Problem::before_interval, {word, last->day(), std::to_string(*days)}});
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
        const auto* rule = own_category();
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
    const CategoryRule* category_;
    const Rules& rules_;
    FaultList& faults_;
    FaultList& warnings_;
    std::vector<Field> missing_;
};

bool is_service_category(const RowValues& values, const CategoryRules& categories) {
    const auto* code = values.fields.find(Field::category);
    const auto* rule = code == nullptr ? nullptr : categories.find(*code);
    return rule != nullptr && categories.is_service(*rule);
}

}  // namespace

namespace {

/// The category that the row's attributes are read by: its own, else its product's.
const CategoryRule* category_of(const RowValues& values, const Rules& rules) {
    if (const auto* code = values.fields.find(Field::category)) return rules.categories.find(*code);
    if (values.has(Field::category) || rules.categories.attribute_titles().empty()) return nullptr;
    return rules.categories.find(known_category(values, rules));
}

}  // namespace

model::RowDraft to_draft(const DecodedRow& row, const Rules& rules) {
    if (!row.text_of(Field::epcis_event).empty()) return document_draft(row);
    model::RowDraft draft;
    draft.line = row.line;
    draft.source_hash = to_hex(row.source_hash);
    draft.occurrence = row.occurrence;
    FaultList faults;
    for (const auto& fault : row.faults) faults.add_row_fault(fault);
    auto values = convert_cells(row, rules, faults, draft.written);
    name_product(values, rules, faults);
    const auto* category = category_of(values, rules);
    values.attributes = read_attributes(row, category, rules, faults);
    for (const auto& one : values.attributes) {
        if (!one.written.empty() && !model::is_protected(one.data_class))
            draft.written.emplace_back(one.value.name, one.written);
    }
    const auto told = stages_of(values);
    // A record that is broken as such would only give faults that follow from the first.
    const bool broken = std::any_of(row.faults.begin(), row.faults.end(),
                                    [](const model::RowFault& fault) { return fault.code.starts_with("row."); });
    FaultList warnings;
    if (!broken) Validation(values, told, category, rules, faults, warnings).run();
    if (!faults.empty()) {
        draft.faults = std::move(faults).in_order();
        return draft;
    }
    draft.warnings = std::move(warnings).in_order();
    draft.lot = lot_draft(values, told, is_service_category(values, rules.categories));
    for (const auto& one : values.attributes) {
        if (one.kind == InfoKind::common) draft.lot.product_attributes.push_back(one.value);
    }
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
