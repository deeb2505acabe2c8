#include "import_job.h"

#include <chrono>
#include <fstream>
#include <thread>

#include "base/bytes.h"
#include "base/limits.h"
#include "output.h"

namespace qy::app {
namespace {

constexpr std::chrono::milliseconds kLook{200};

Result<std::string> send_parts(OperatorCalls& calls, const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return not_found("file.unreadable", {path});
    std::string upload;
    std::string part(limits::upload_part_bytes_max, '\0');
    for (std::int64_t offset = 0; file;) {
        file.read(part.data(), static_cast<std::streamsize>(part.size()));
        const auto size = static_cast<std::size_t>(file.gcount());
        if (size == 0 && !upload.empty()) break;
        JsonObject body{{"offset", offset},
                        {"content_base64", to_base64(bytes_of(std::string_view(part).substr(0, size)))}};
        if (!upload.empty()) body["upload"] = upload;
        QY_TRY(answer, calls.call("import.upload", body));
        upload = answer.at("upload").as_string();
        offset = answer.at("bytes").as_int64();
        if (size < part.size()) break;
    }
    return upload;
}

std::string progress_of(const std::string& path, const Json& job) {
    const auto& all = job.at("file_rows");
    return path + " " + std::to_string(job.at("rows_read").as_int64()) +
           (all.is_int64() ? "/" + std::to_string(all.as_int64()) : std::string());
}

/// A server goes on by itself; without one the work is ours.
Result<Json> follow(OperatorCalls& calls, const std::string& path, Json job) {
    const JsonObject which{{"import", job.at("import_id")}};
    while (job.at("state").as_string() == "running") {
        if (calls.is_served()) std::this_thread::sleep_for(kLook);
        QY_TRY(now, calls.call(calls.is_served() ? "import.status" : "import.work", which));
        job = std::move(now);
        show_progress(progress_of(path, job));
    }
    return job;
}

Result<JsonArray> outcomes(OperatorCalls& calls, std::string_view function, const Json& job) {
    JsonArray rows;
    JsonObject which{{"import", job.at("import_id")}, {"limit", limits::import_rows_told_max}};
    for (;;) {
        QY_TRY(page, calls.call(function, which));
        for (auto& row : page.at("items").as_array()) rows.push_back(std::move(row));
        if (page.at("next_cursor").is_null()) return rows;
        which["cursor"] = page.at("next_cursor");
    }
}

}  // namespace

Result<Json> import_in_parts(OperatorCalls& calls, const std::string& path, JsonObject order) {
    QY_TRY(upload, send_parts(calls, path));
    order["upload"] = upload;
    QY_TRY(started, calls.call("import.start", order));
    QY_TRY(job, follow(calls, path, std::move(started)));
    const auto& state = job.at("state").as_string();
    if (state == "paused" || state == "cancelled") return conflict("import.state", {std::string(state)});
    const auto& fault = job.at("fault");
    if (fault.is_object()) {
        return invalid("admin.told",
                       {std::string(fault.at("code").as_string()), std::string(fault.at("message").as_string())});
    }
    QY_TRY(rows, outcomes(calls, "import.rows", job));
    QY_TRY(attachments, outcomes(calls, "import.files", job));
    JsonObject report = job.as_object();
    report["rows"] = std::move(rows);
    report["attachments"] = std::move(attachments);
    report["reading"] = nullptr;
    return Json(std::move(report));
}

}  // namespace qy::app
