#include "postgres/postgres_error.h"

#include <array>
#include <string>

namespace qy::storage {
namespace {

// A whole code or its class, the first that fits; each with the kind that SQLite's error of the same cause has.
struct State {
    std::string_view prefix;
    ErrorKind kind;
    std::string_view code;
};
constexpr auto kStates = std::to_array<State>({
    {"23505", ErrorKind::conflict, "storage.duplicate"},
    {"23503", ErrorKind::conflict, "storage.reference"},
    {"22021", ErrorKind::invalid, "storage.text"},             // not in the server's encoding
    {"40", ErrorKind::busy, "storage.busy"},                   // deadlock, serialisation
    {"55P03", ErrorKind::busy, "storage.busy"},                // a lock was not free in time
    {"57014", ErrorKind::busy, "storage.busy"},                // the statement ran out of time
    {"08", ErrorKind::unavailable, "storage.unavailable"},     // the connection
    {"25006", ErrorKind::unavailable, "storage.unavailable"},  // read only, such as a standby
    {"25P03", ErrorKind::unavailable, "storage.unavailable"},  // the transaction stood still for too long
    {"28", ErrorKind::unavailable, "storage.unavailable"},     // who we are
    {"3D", ErrorKind::unavailable, "storage.unavailable"},     // no such database
    {"42501", ErrorKind::unavailable, "storage.unavailable"},  // no right
    {"53", ErrorKind::unavailable, "storage.unavailable"},     // disk full, memory, connections
    {"57P", ErrorKind::unavailable, "storage.unavailable"},    // shutting down, starting up
    {"58", ErrorKind::unavailable, "storage.unavailable"},     // the server's own input and output
    {"XX001", ErrorKind::corrupt, "storage.corrupt"},
    {"XX002", ErrorKind::corrupt, "storage.corrupt"},
});

std::string_view field_of(const PGresult* result, int field) {
    const char* text = PQresultErrorField(result, field);
    return text != nullptr ? text : "";
}

std::string detail_text(std::string_view statement, std::string_view message, std::string_view state) {
    std::string why(statement);
    why += ": ";
    why += message.substr(0, message.find_last_not_of('\n') + 1);
    if (!state.empty()) why += " (" + std::string(state) + ")";
    return why;
}

}  // namespace

Error postgres_error(const PGresult* result, std::string_view statement) {
    const auto state = field_of(result, PG_DIAG_SQLSTATE);
    const auto why = detail_text(statement, field_of(result, PG_DIAG_MESSAGE_PRIMARY), state);
    for (const auto& row : kStates) {
        if (!state.starts_with(row.prefix)) continue;
        const bool names_statement = row.kind == ErrorKind::conflict || row.kind == ErrorKind::invalid;
        Error error = internal(std::string(row.code));
        error.kind = row.kind;
        if (names_statement) error.arguments = {std::string(statement)};
        return std::move(error).because(why);
    }
    return internal("storage.statement", {std::string(statement)}).because(why);
}

Error lost_error(const PGconn* connection, std::string_view statement) {
    return unavailable("storage.unavailable").because(detail_text(statement, PQerrorMessage(connection), ""));
}

bool ends_session(const PGresult* result) {
    const auto severity = field_of(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    return severity == "FATAL" || severity == "PANIC";
}

}  // namespace qy::storage
