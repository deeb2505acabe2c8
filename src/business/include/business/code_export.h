#pragma once
// Codes of a range as a CSV stream of constant memory, and the address that a printed code holds. (interfaces: codes
// export)
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/code_range.h"

namespace qy::storage {
class Reader;
}

namespace qy::business {

/// The text before the 20 digits on a printed QR: "PREFIX/t/", or "PREFIX/01/GTIN/10/LOT/21/" when `codes.qr_content`
/// is digital_link and the range's lot has a product with GTIN (GS1 Digital Link 1.2, lot number percent-encoded).
/// PREFIX is the brand's, else `codes.address_prefix`, else `base` ("https://host:8443"); without a slash at the end.
Result<std::string> label_address(storage::Reader& reader, const Services& services, const model::CodeRange& range,
                                  std::string_view base);

/// Whether the scratch-off PINs leave with the codes: said by whoever exports, and told in the audit record.
enum class Pins : std::uint8_t { without, with };

/// The lines of one export, made while they are read: header `code,url[,pin]`, then one line per code in the order of
/// serials. One thread at a time; it holds keys, not the database.
class CodeStream {
 public:
    CodeStream(CodeStream&&) noexcept;
    CodeStream& operator=(CodeStream&&) noexcept;
    ~CodeStream();

    /// Replaces `chunk` by the next piece of about code_export_chunk_bytes, whole lines; returns whether more will
    /// follow.
    bool next(std::string& chunk);
    [[nodiscard]] std::int64_t lines_left() const;

 private:
    struct State;
    explicit CodeStream(std::unique_ptr<State> state);
    friend Result<CodeStream> open_code_export(const Services&, const model::Actor&, model::CodeRangeId, Pins,
                                               std::string_view);
    std::unique_ptr<State> state_;
};

/// Opens the export of a range, its PINs too if it has some and they are asked for; audited. Needs `export_codes`
/// within the actor's scope. Errors: denied `permission.denied`; not_found `code_range.not_found`; conflict
/// `code_range.state` (void or not approved); unavailable `code.no_key` {epoch}; those of storage. Safe from any
/// thread.
Result<CodeStream> open_code_export(const Services& services, const model::Actor& actor, model::CodeRangeId range,
                                    Pins pins, std::string_view base);

}  // namespace qy::business
