#pragma once
// How a file was understood and what its rows came to, as JSON.
#include "base/json.h"
#include "base/messages.h"
#include "business/capture.h"
#include "business/import_desk.h"
#include "presentation/api.h"

namespace qy::presentation {

/// {format, sheet, sheets, hidden_sheets, header_line, columns: [{column, title, field, attribute, label, unit, mapped,
/// hidden}], skipped: [{line, code, advice}], skipped_rows, hidden_rows}
[[nodiscard]] JsonObject reading_json(const model::TableFacts& facts, Language language);
/// [{field, code, advice}]
[[nodiscard]] JsonArray faults_json(const std::vector<model::RowFault>& faults, Language language);
/// [{line, status, faults: [{field, code, advice}], warnings?}]
[[nodiscard]] JsonArray row_status_json(const std::vector<model::RowStatus>& rows, Language language);
[[nodiscard]] JsonObject preview_json(const business::PreviewReport& report, Language language);

/// An actor of a party records for it; the operator for the party it names, or for those that the rows name.
[[nodiscard]] inline model::PartyId recorder_of(const Call& call, model::PartyId named) {
    const bool machine =
        call.actor.channel == model::Channel::operator_command || call.actor.channel == model::Channel::demo;
    return machine || named ? named : call.actor.party;
}

/// Reads the members `sheet` and `mapping` ({title: field or "-"}) of a request.
[[nodiscard]] model::TableOptions read_table_options(ObjectReader& in);

/// import.start of a bundle that one request holds: answers as for an uploaded file.
Result<Answer> start_bundle(business::ImportOrder order, ByteView bytes, Call& call);
/// import.start of an uploaded file.
Result<Answer> start_uploaded(const Json& body, Call& call);

}  // namespace qy::presentation
