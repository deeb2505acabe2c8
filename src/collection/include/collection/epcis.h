#pragma once
// EPCIS documents of others: JSON-LD (EPCIS 2.0) and XML (EPCIS 1.2 and 2.0) to events, their CBV hashes, and drafts.
// Pure functions of their input: nothing is fetched, no clock is read. (clauses 4.3, 5.2, 7.2.1)
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "model/draft.h"

namespace qy::collection {

/// The namespace of our own extensions, and what documents that we write call it.
inline constexpr std::string_view kOwnEpcisSpace = "urn:qiongyuan:epcis:";
inline constexpr std::string_view kOwnEpcisPrefix = "qy";

/// One event of a document. With faults, the other members are only as full as the event could be read.
struct EpcisEvent {
    std::int64_t number = 0;  ///< in the document, from 1
    /// The event as one JSON-LD object: members in the order of the standard, vocabulary words in their short form,
    /// identifiers, times and numbers as they were sent, extensions under the prefixes of its own @context. Decoding
    /// this text gives this text.
    std::string json;
    /// What CBV 2.0 (8.9.2) has hashed, and `ni:///sha-256;…?ver=CBV2.0` over it: the same for JSON-LD and XML.
    std::string pre_hash;
    std::string hash;
    std::string event_id;  ///< as given; empty when the document leaves it out
    /// SM3 of what makes the content the same: `hash`, and what an error declaration adds. Lowercase hex.
    std::string content_hash;
    model::EventDraft draft;  ///< what it means to us, its subjects by their identifiers; empty with faults
    std::vector<model::RowFault> faults;
};

struct EpcisDocument {
    std::vector<EpcisEvent> events;
};

/// True when the bytes are EPCIS and no flat rows: XML, unless it is one of rows; JSON whose first object has a member
/// that only EPCIS has (@context, epcisBody, eventTime with type …). Looks at the beginning only.
[[nodiscard]] bool looks_like_epcis(ByteView bytes);

/// An EPCISDocument, an EPCISQueryDocument, one event, or an array of events. Contexts are resolved from what the
/// program knows of EPCIS, CBV and GS1 and from the document's own entries; other addresses are not read. Faults of an
/// event are in its `faults`, each with a stable `epcis.…` code and its path. Errors: invalid `json.malformed`
/// {line:column}, `epcis.not_epcis`, `epcis.version` {version}; too_large `file.too_large` {MiB}, `json.too_deep`
/// {levels}, `epcis.too_many_events` {limit}.
Result<EpcisDocument> decode_epcis_json(std::string_view text);

/// The same for XML. Errors: as above, and invalid `xml.malformed` {line:column}, `xml.doctype` (document types and
/// entities are refused), too_large `xml.too_deep` {levels}.
Result<EpcisDocument> decode_epcis_xml(std::string_view text);

/// The event as a row of its document: line is its number, the head being 1.
[[nodiscard]] model::RowDraft to_draft(EpcisEvent event);

/// An event that we wrote ourselves, in the form that decoding gives it. Errors: internal `epcis.own_event` (it has
/// faults).
Result<std::string> canonical_epcis(std::string_view json);

/// Whichever of the two the bytes are.
Result<EpcisDocument> decode_epcis(ByteView bytes);

}  // namespace qy::collection
