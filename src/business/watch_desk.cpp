#include "business/watch_desk.h"

#include <charconv>
#include <fstream>
#include <set>

#include "base/bytes.h"
#include "base/import_limits.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/messages.h"
#include "base/settings.h"
#include "base/text.h"
#include "business/import_desk.h"
#include "capture_row.h"
#include "storage/store.h"
#include "storage/watched_file_store.h"

namespace qy::business {
namespace {

namespace fs = std::filesystem;
namespace watched = storage::watched_files;
using model::ImportState;
using watched::WatchedFile;

constexpr std::int64_t kMinuteSeconds = 60;
constexpr std::int64_t kDayMinutes = 24 * 60;
constexpr std::int64_t kZoneMinutes = 8 * 60;

/// What programs write beside a file on its way, or while somebody has it open.
bool is_passing(const std::string& name) {
    if (name.starts_with('.') || name.starts_with("~$")) return true;
    const auto plain = lower_ascii(name);
    for (const auto* const ending : {".part", ".tmp", ".crdownload", ".filepart", ".swp", "~"}) {
        if (plain.ends_with(ending)) return true;
    }
    return false;
}

Time time_of(fs::file_time_type time) {
    const auto since = std::chrono::file_clock::to_sys(time).time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

Result<int> minutes_of(std::string_view text) {
    int hour = -1;
    int minute = -1;
    const auto* const end = text.data() + text.size();
    const auto colon = std::from_chars(text.data(), end, hour);
    if (colon.ptr != end && *colon.ptr == ':') {
        const auto last = std::from_chars(colon.ptr + 1, end, minute);
        if (last.ptr == end && hour >= 0 && hour < 24 && minute >= 0 && minute < 60) return hour * 60 + minute;
    }
    return invalid("watch.hours", {std::string(text)});
}

Result<WatchHours> hours_of(const std::string& text) {
    if (text.empty()) return WatchHours{};
    const auto dash = text.find('-');
    if (dash == std::string::npos) return invalid("watch.hours", {text});
    QY_TRY(from, minutes_of(std::string_view(text).substr(0, dash)));
    QY_TRY(until, minutes_of(std::string_view(text).substr(dash + 1)));
    return WatchHours{from, until};
}

Result<WatchedFolder> folder_of(const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals + 1 == text.size()) return invalid("watch.folder", {text});
    WatchedFolder folder{{}, text.substr(equals + 1)};
    if (text.substr(0, equals) == "*") return folder;
    const auto party = parse_id_number(text.substr(0, equals));
    if (!party.ok()) return invalid("watch.folder", {text});
    folder.recorder = model::PartyId(*party);
    return folder;
}

/// "rows.csv" → "rows.result.csv".
fs::path beside(const fs::path& file, std::string_view ending) {
    return file.parent_path() / (file.stem().string() + ".result" + std::string(ending));
}

/// Whether a file of this name, or a result of one, lies there.
bool is_taken(const fs::path& place) {
    std::error_code fault;
    if (fs::exists(place, fault)) return true;
    for (const auto* const ending : {".csv", ".json", ".txt", ".xlsx", ".xml"}) {
        if (fs::exists(beside(place, ending), fault)) return true;
    }
    return false;
}

/// `name` in the folder, or with a number where that is taken.
fs::path free_place(const fs::path& folder, const std::string& name, const std::string& number) {
    std::error_code fault;
    fs::create_directories(folder, fault);
    auto plain = folder / name;
    if (!is_taken(plain)) return plain;
    return folder / (plain.stem().string() + "-" + number + plain.extension().string());
}

Result<void> write_result(ImportResult& result, const fs::path& path) {
    std::ofstream out(path, std::ios::binary);
    std::string chunk;
    for (bool more = true; more;) {
        QY_TRY(further, result.next(chunk));
        more = further;
        out.write(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    }
    out.close();
    return out ? Result<void>() : unavailable("file.unwritable", {path.string()});
}

void write_reason(const fs::path& path, std::string_view code, const std::vector<std::string>& arguments) {
    std::ofstream out(path);
    out << code << "\n"
        << message_text(code, arguments, Language::zh) << "\n"
        << message_text(code, arguments, Language::en) << "\n";
}

Result<Bytes> content_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return unavailable("file.unreadable", {path.string()});
    Bytes content{std::istreambuf_iterator<char>(file), {}};
    if (content.empty()) return invalid("file.empty");
    return content;
}

}  // namespace

Result<WatchRules> watch_rules(const Settings& settings) {
    WatchRules rules;
    for (const auto& text : settings.list("import.watch")) {
        QY_TRY(folder, folder_of(text));
        rules.folders.push_back(std::move(folder));
    }
    rules.stable_seconds = settings.integer("import.watch_stable_seconds");
    QY_TRY(hours, hours_of(settings.text("import.watch_hours")));
    rules.hours = hours;
    return rules;
}

WatchDesk::WatchDesk(const Services& services, ImportDesk& imports, WatchRules rules, model::PartyId operator_party)
    : services_(services), imports_(imports), rules_(std::move(rules)) {
    actor_.name = "watch";
    actor_.party = operator_party;
    actor_.channel = model::Channel::operator_command;
    actor_.address = "local";
}

Result<bool> WatchDesk::step() {
    if (rules_.folders.empty()) return false;
    QY_TRY(files, services_.store.read([](storage::Reader& reader) {
        return watched::open_ones(reader, limits::watched_files_in_hand_max);
    }));
    bool moved = false;
    for (const auto& file : files) {
        QY_TRY(went, go_on(file));
        moved = moved || went;
    }
    if (!is_open_now()) return moved;
    for (const auto& folder : rules_.folders) {
        QY_TRY(took, look_into(folder));
        moved = moved || took;
    }
    return moved;
}

bool WatchDesk::is_open_now() const {
    const auto [from, until] = rules_.hours;
    if (from == until) return true;
    const auto minute = (services_.clock.now().seconds() / kMinuteSeconds + kZoneMinutes) % kDayMinutes;
    return from < until ? minute >= from && minute < until : minute >= from || minute < until;
}

/// Starts the import (again: that returns the one that runs), and ends what has come to its end.
Result<bool> WatchDesk::go_on(const WatchedFile& file) {
    ImportOrder order;
    order.upload = file.upload;
    order.file_name = file.file_name;
    order.recorder = file.recorder;
    auto job = imports_.start(actor_, std::move(order));
    if (!job.ok()) return is_of_the_row(job.error()) ? refuse(file, job.error()) : Result<bool>(job.error());
    if (job->state == ImportState::running || job->state == ImportState::paused) return false;
    return end(file, *job);
}

Result<bool> WatchDesk::look_into(const WatchedFolder& folder) {
    std::error_code fault;
    bool took = false;
    for (const auto& entry : fs::directory_iterator(folder.path, fault)) {
        if (!entry.is_regular_file(fault) || is_passing(entry.path().filename().string())) continue;
        if (!is_whole(entry)) continue;
        QY_TRY(taken, take(folder, entry));
        took = took || taken;
    }
    if (fault) log::warning("watch.unreadable", {{"folder", folder.path.string()}, {"why", fault.message()}});
    std::erase_if(seen_, [&fault](const auto& one) { return !fs::exists(one.first, fault); });
    return took;
}

/// Nobody has changed it since an earlier look that is long enough ago.
bool WatchDesk::is_whole(const fs::directory_entry& entry) {
    std::error_code fault;
    const auto bytes = entry.file_size(fault);
    const auto modified = entry.last_write_time(fault);
    if (fault) return false;
    const Time now = services_.clock.now();
    const auto [place, fresh] = seen_.try_emplace(entry.path(), Seen{bytes, modified, now});
    auto& seen = place->second;
    if (!fresh && (seen.bytes != bytes || seen.modified != modified)) seen = {bytes, modified, now};
    return now >= seen.since.plus_seconds(rules_.stable_seconds);
}

/// The row of the file is written before its import begins: a program that is killed between goes on with it.
Result<bool> WatchDesk::take(const WatchedFolder& folder, const fs::directory_entry& entry) {
    std::error_code fault;
    WatchedFile file;
    file.folder = folder.path.string();
    file.file_name = entry.path().filename().string();
    file.bytes = static_cast<std::int64_t>(entry.file_size(fault));
    file.modified_at = time_of(entry.last_write_time(fault));
    file.recorder = folder.recorder;
    QY_TRY(busy, services_.store.read([&](storage::Reader& reader) { return watched::is_open(reader, file); }));
    if (busy) return false;
    if (file.bytes > static_cast<std::int64_t>(limits::import_bytes_max)) {
        return refuse(file, too_large("file.too_large", {std::to_string(limits::import_bytes_max >> 20U)}));
    }
    auto content = content_of(entry.path());
    if (!content.ok() && content.error().kind == ErrorKind::invalid) return refuse(file, content.error());
    if (!content.ok()) {
        log::warning("watch.unreadable", {{"file", entry.path().string()}});
        return false;
    }
    const ByteView bytes(*content);
    for (std::size_t at = 0; at < bytes.size();) {
        const auto part = bytes.subspan(at, std::min(bytes.size() - at, limits::upload_part_bytes_max));
        QY_TRY(received, imports_.receive(actor_, file.upload, static_cast<std::int64_t>(at), part));
        file.upload = received.upload;
        at += part.size();
    }
    auto noted = services_.store.write([&](storage::Writer& writer) { return watched::insert(writer, file); },
                                       storage::Effect::bookkeeping);
    if (!noted.ok() && noted.error().kind == ErrorKind::conflict) return false;  // another program has it
    QY_CHECK(std::move(noted));
    seen_.erase(entry.path());
    QY_TRY(ended, go_on(file));
    (void)ended;
    return true;
}

Result<bool> WatchDesk::end(const WatchedFile& file, const model::ImportJob& job) {
    const bool good = job.state == ImportState::done && job.rejected == 0;
    const auto to =
        free_place(fs::path(file.folder) / (good ? "done" : "failed"), file.file_name, file.upload.to_string());
    auto result = job.state == ImportState::failed ? Result<ImportResult>(invalid(job.fault_code, job.fault_arguments))
                                                   : imports_.result(actor_, job.id, Language::zh);
    if (result.ok()) {
        QY_CHECK(write_result(*result, beside(to, fs::path(result->file_name).extension().string())));
    } else if (is_of_the_row(result.error())) {
        write_reason(beside(to, ".txt"), result.error().code, result.error().arguments);
    } else {
        return std::move(result).error();
    }
    move_away(file, to);
    QY_CHECK(services_.store.write([&](storage::Writer& writer) { return watched::remove(writer, file.upload); },
                                   storage::Effect::bookkeeping));
    return true;
}

Result<bool> WatchDesk::refuse(const WatchedFile& file, const Error& error) {
    const auto to =
        free_place(fs::path(file.folder) / "failed", file.file_name, std::to_string(services_.ids.next_number()));
    write_reason(beside(to, ".txt"), error.code, error.arguments);
    move_away(file, to);
    log::warning("watch.refused", {{"file", file.file_name}, {"code", error.code}});
    if (!file.upload) return true;
    QY_CHECK(services_.store.write([&](storage::Writer& writer) { return watched::remove(writer, file.upload); },
                                   storage::Effect::bookkeeping));
    return true;
}

/// What was saved in its place meanwhile is another file, and stays to be taken.
void WatchDesk::move_away(const WatchedFile& file, const fs::path& to) const {
    std::error_code fault;
    const auto from = fs::path(file.folder) / file.file_name;
    const bool same = static_cast<std::int64_t>(fs::file_size(from, fault)) == file.bytes && !fault &&
                      time_of(fs::last_write_time(from, fault)) == file.modified_at;
    if (same) fs::rename(from, to, fault);
    if (fault) log::warning("watch.not_moved", {{"file", from.string()}, {"why", fault.message()}});
}

}  // namespace qy::business
