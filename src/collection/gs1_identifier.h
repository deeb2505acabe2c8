#pragma once
// GS1 keys in the forms that EPCIS allows: EPC URNs (GS1 TDS 2.0, section 6) and GS1 Digital Link URIs.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "collection/identifiers.h"

namespace qy::collection {

/// One GS1 key, as the application identifiers of a Digital Link name it. Lot and serial are as encoded in the URI.
struct Gs1Key {
    std::string ai;         ///< "01", "00", "414" …
    std::string value;      ///< digits with check digit, and the serial where the key includes one
    std::string lot;        ///< AI 10
    std::string serial;     ///< AI 21, 235, 254, 8011
    std::string serial_ai;  ///< which of them

    /// CBV 2.0 8.9.2 rule 18: https://id.gs1.org, no query, only the most fine-grained level.
    [[nodiscard]] std::string canonical() const;
};

/// Nullopt for a URI that holds no GS1 key (it may be a perfectly good identifier nevertheless).
[[nodiscard]] std::optional<Gs1Key> read_gs1_key(std::string_view uri);

/// An EPC URN of a scheme that read_gs1_key knows: when it finds no key in it, the URN is malformed.
[[nodiscard]] bool is_gs1_urn(std::string_view uri);

/// The last digit of a key by GS1's general specification. REQUIRES: digits.
[[nodiscard]] char gs1_check_digit(std::string_view digits_without);
/// True for keys whose check digit is wrong: GTIN, SSCC, GLN.
[[nodiscard]] bool has_wrong_check_digit(const Gs1Key& key);

}  // namespace qy::collection
