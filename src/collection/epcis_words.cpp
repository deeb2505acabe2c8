#include "epcis_words.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace qy::collection {
namespace {

// `urn` and `address` are what stands before the word; `words` are the standard ones of CBV 2.0, empty: open.
struct VocabularyRow {
    std::string_view urn;
    std::string_view address;
    std::string_view words;
};

constexpr std::string_view kGs1 = "https://gs1.org/voc/";
constexpr std::string_view kGs1Reference = "https://ref.gs1.org/voc/";  // the same vocabulary's other address
constexpr std::string_view kCbv = "https://ref.gs1.org/cbv/";

constexpr std::array<VocabularyRow, 8> kVocabularies = {{
    {"urn:epcglobal:cbv:bizstep:", "https://ref.gs1.org/cbv/BizStep-",
     "accepting,arriving,assembling,collecting,commissioning,consigning,creating_class_instance,cycle_counting,"
     "decommissioning,departing,destroying,disassembling,dispensing,encoding,entering_exiting,holding,inspecting,"
     "installing,killing,loading,other,packing,picking,receiving,removing,repackaging,repairing,replacing,reserving,"
     "retail_selling,sampling,sensor_reporting,shipping,staging_outbound,stock_taking,stocking,storing,transporting,"
     "unloading,unpacking,void_shipping"},
    {"urn:epcglobal:cbv:disp:", "https://ref.gs1.org/cbv/Disp-",
     "active,available,completeness_inferred,completeness_verified,conformant,container_closed,container_open,damaged,"
     "destroyed,dispensed,disposed,encoded,expired,in_progress,in_transit,inactive,mismatch_class,mismatch_instance,"
     "mismatch_quantity,needs_replacement,no_pedigree_match,non_conformant,non_sellable_other,"
     "partially_dispensed,recalled,reserved,retail_sold,returned,sellable_accessible,sellable_not_accessible,stolen,"
     "unavailable,unknown"},
    {"urn:epcglobal:cbv:btt:", "https://ref.gs1.org/cbv/BTT-",
     "bol,cert,desadv,inv,pedigree,po,poc,prodorder,recadv,rma,testprd,testres,upevt"},
    {"urn:epcglobal:cbv:sdt:", "https://ref.gs1.org/cbv/SDT-", "location,owning_party,possessing_party"},
    {"urn:epcglobal:cbv:er:", "https://ref.gs1.org/cbv/ER-", "did_not_occur,incorrect_data"},
    {"", kGs1, ""},
    {"", "https://ref.gs1.org/cbv/Comp-", ""},
    {"", kGs1, "ALARM_CONDITION,ERROR_CONDITION"},
}};

const VocabularyRow& row_of(Vocabulary vocabulary) {
    return kVocabularies[static_cast<std::size_t>(vocabulary)];
}

// The web address behind a CURIE of the two prefixes that are fixed, or behind the GS1 vocabulary's other address.
std::string expanded(std::string_view text) {
    for (const auto& [from, to] : {std::pair{std::string_view("gs1:"), kGs1}, {"cbv:", kCbv}, {kGs1Reference, kGs1}}) {
        if (text.starts_with(from)) return std::string(to) + std::string(text.substr(from.size()));
    }
    return std::string(text);
}

bool is_plain_word(std::string_view word) {
    return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

}  // namespace

std::string short_word(Vocabulary vocabulary, std::string_view text) {
    const auto& row = row_of(vocabulary);
    if (!row.urn.empty() && text.starts_with(row.urn)) return std::string(text.substr(row.urn.size()));
    const std::string whole = expanded(text);
    if (whole.starts_with(row.address)) {
        auto word = whole.substr(row.address.size());
        if (is_plain_word(word)) return word;
    }
    return whole;
}

std::string full_word(Vocabulary vocabulary, std::string_view word) {
    if (word.find(':') != std::string_view::npos) return expanded(word);
    return std::string(row_of(vocabulary).address) + std::string(word);
}

bool is_known_word(Vocabulary vocabulary, std::string_view word) {
    const auto& row = row_of(vocabulary);
    if (row.words.empty()) return is_plain_word(word);
    const auto words = split(row.words, ',');
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string some_words(Vocabulary vocabulary) {
    const auto words = split(row_of(vocabulary).words, ',');
    std::string out;
    for (std::size_t i = 0; i < std::min<std::size_t>(words.size(), 5); ++i) {
        out += (out.empty() ? "" : ", ") + std::string(words[i]);
    }
    return out;
}

}  // namespace qy::collection
