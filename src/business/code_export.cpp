#include "business/code_export.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/settings.h"
#include "base/text.h"
#include "business/audit.h"
#include "code_access.h"
#include "code_sequence.h"
#include "storage/catalogue_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

constexpr auto kPermission = model::Permission::export_codes;

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

// RFC 3986 §2.1: every byte but the unreserved.
std::string percent_encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (is_unreserved(c)) {
            out += c;
        } else {
            constexpr std::string_view digits = "0123456789ABCDEF";
            const auto byte = static_cast<unsigned char>(c);
            out += {'%', digits[byte >> 4U], digits[byte & 15U]};
        }
    }
    return out;
}

Result<std::string> prefix_of(storage::Reader& reader, const Services& services, const model::CodeRange& range,
                              std::string_view base) {
    std::string prefix;
    if (range.brand) {
        QY_TRY(brand, storage::catalogue::find_brand(reader, range.brand));
        if (brand) prefix = brand->address_prefix;
    }
    if (prefix.empty()) prefix = services.settings.text("codes.address_prefix");
    if (prefix.empty()) prefix = base;
    while (prefix.ends_with('/')) prefix.pop_back();
    return prefix;
}

// RFC 4180: a field with a comma, a quote or a line end is quoted.
std::string quote_for(std::string_view address) {
    return address.find_first_of(",\"\r\n") == std::string_view::npos ? "" : "\"";
}

}  // namespace

Result<std::string> label_address(storage::Reader& reader, const Services& services, const model::CodeRange& range,
                                  std::string_view base) {
    QY_TRY(prefix, prefix_of(reader, services, range, base));
    if (services.settings.text("codes.qr_content") == "digital_link" && range.lot) {
        QY_TRY(lot, storage::labels::of_lot(reader, model::Reach::everything(), range.lot));
        if (lot && !lot->gtin.empty()) {
            return prefix + "/01/" + lot->gtin + "/10/" + percent_encoded(lot->lot_number) + "/21/";
        }
    }
    return prefix + "/t/";
}

struct CodeStream::State {
    CodeSequence codes;
    bool pins = false;
    std::string before;  ///< what stands between the code and its second copy
    std::string after;
    std::string head;  ///< until it was written
};

CodeStream::CodeStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
CodeStream::CodeStream(CodeStream&&) noexcept = default;
CodeStream& CodeStream::operator=(CodeStream&&) noexcept = default;
CodeStream::~CodeStream() = default;

bool CodeStream::next(std::string& chunk) {
    auto& state = *state_;
    chunk = std::exchange(state.head, {});
    chunk.reserve(limits::code_export_chunk_bytes + 256);
    while (state.codes.left() > 0 && chunk.size() < limits::code_export_chunk_bytes) {
        const auto code = state.codes.next();
        chunk += code.text();
        chunk += state.before;
        chunk += code.text();
        chunk += state.after;
        if (state.pins) (chunk += ',') += state.codes.pin_of(code);
        chunk += '\n';
    }
    return state.codes.left() > 0;
}

std::int64_t CodeStream::lines_left() const {
    return state_->codes.left();
}

Result<CodeStream> open_code_export(const Services& services, const model::Actor& actor, model::CodeRangeId id,
                                    Pins asked, std::string_view base) {
    QY_CHECK(need(actor, kPermission));
    const Time now = services.clock.now();
    bool pins = false;
    std::string address;
    int pin_epoch = 0;
    QY_TRY(range, services.store.write([&](storage::Writer& writer) -> Result<model::CodeRange> {
        QY_TRY(stored, reached_range(writer, actor, kPermission, id));
        QY_CHECK(check_leaves(writer, stored.range));
        QY_TRY(label, label_address(writer, services, stored.range, base));
        address = std::move(label);
        pins = stored.range.pin && asked == Pins::with;
        const JsonObject detail{{"count", stored.range.last - stored.range.first + 1}, {"pin", pins}};
        QY_CHECK(write_audit(writer, actor, {"code.export", object_name(stored.range), "ok", detail}, now));
        pin_epoch = stored.pin_epoch;
        return stored.range;
    }));
    QY_TRY(codes, codes_of(services, range, pin_epoch));
    const auto quote = quote_for(address);
    auto state = std::make_unique<CodeStream::State>(CodeStream::State{std::move(codes), pins,
                                                                       "," + quote + replace_all(address, "\"", "\"\""),
                                                                       quote, pins ? "code,url,pin\n" : "code,url\n"});
    return CodeStream(std::move(state));
}

}  // namespace qy::business
