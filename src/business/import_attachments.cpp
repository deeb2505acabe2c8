#include "import_attachments.h"

#include <algorithm>
#include <set>

#include "base/clock.h"
#include "base/import_limits.h"
#include "base/media_limits.h"
#include "base/text.h"
#include "business/media_desk.h"
#include "collection/drafts.h"
#include "collection/product_codes.h"
#include "file_place.h"
#include "known_products.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::ImportJob;
using storage::import_attachments::Attachment;

/// Lines of these rows that were taken.
Result<std::set<std::int64_t>> taken_lines(const Services& services, const ImportJob& job,
                                           const std::vector<collection::DecodedRow>& rows) {
    std::set<std::int64_t> lines;
    if (rows.empty()) return lines;
    const auto span = rows.back().line - rows.front().line + 1;
    QY_TRY(records, services.store.read([&](storage::Reader& reader) {
        return storage::imports::rows(reader, job.id, rows.front().line, span);
    }));
    for (const auto& record : records) {
        if (record.outcome == "accepted" || record.outcome == "exists") lines.insert(record.line);
    }
    return lines;
}

void refuse(Attachment& told, std::string_view outcome, std::string code, std::vector<std::string> arguments = {}) {
    told.outcome = outcome;
    std::vector<model::RowFault> faults(1);
    faults.front().code = std::move(code);
    faults.front().arguments = std::move(arguments);
    told.faults = faults_text(faults);
}

std::string caption_of(std::string_view name) {
    const auto slash = name.rfind('/');
    auto wide = to_utf32(slash == std::string_view::npos ? name : name.substr(slash + 1));
    wide.resize(std::min(wide.size(), limits::media_caption_code_points_max));
    std::string caption;
    for (const auto c : wide) append_utf8(caption, c);
    return caption;
}

/// Where the file goes by its rows; each place once.
Result<std::vector<std::pair<FileTarget, MediaPlace>>> places_of(const PieceTask& task, const MatchedFile& match) {
    return task.services.store.read(
        [&](storage::Reader& reader) -> Result<std::vector<std::pair<FileTarget, MediaPlace>>> {
            std::vector<std::pair<FileTarget, MediaPlace>> places;
            for (const auto& target : match.targets) {
                QY_TRY(place, place_of(reader, target, task.actor));
                const auto same = [&](const auto& one) { return one.second == place; };
                if (place && std::ranges::none_of(places, same)) places.emplace_back(target, *place);
            }
            return places;
        });
}

}  // namespace

Result<std::unique_ptr<ImportAttachments>> ImportAttachments::open(const Services& services, Bytes file,
                                                                   const ImportJob& job,
                                                                   std::shared_ptr<const Reference> reference) {
    QY_TRY(bundle, collection::Bundle::open(file));
    auto opened = std::unique_ptr<ImportAttachments>(
        new ImportAttachments(job.id, std::move(file), std::move(bundle), static_cast<std::size_t>(job.files_done)));
    QY_CHECK(opened->match(services, job, *reference));
    return opened;
}

Result<void> ImportAttachments::match(const Services& services, const ImportJob& job, const Reference& reference) {
    const auto reading = reading_of(job, reference);
    QY_TRY(source, collection::open_table(job.file_name, file_, reading));
    collection::FileProducts file_products(job.file_name, file_, reading);
    KnownProducts products(services.store, job.party);
    const auto rules = products.rules(reference, services.clock.now());
    collection::RowIdentifier identifier;
    FileMatcher matcher(bundle_);
    for (bool more = true; more;) {
        collection::DecodedTable piece;
        QY_TRY(further, source->read(limits::import_rows_per_piece, piece));
        more = further;
        identifier.identify(piece.rows);
        QY_CHECK(file_products.fill(piece));
        QY_TRY(taken, taken_lines(services, job, piece.rows));
        for (const auto& row : piece.rows) {
            matcher.see(row, [&]() -> std::optional<RowContent> {
                if (!taken.contains(row.line)) return std::nullopt;
                auto draft = collection::to_draft(row, rules);
                if (!draft.faults.empty()) return std::nullopt;
                return row_content(std::move(draft), job.recorder);
            });
        }
    }
    QY_CHECK(products.outcome());
    matches_ = std::move(matcher).result();
    return {};
}

Result<void> ImportAttachments::attach(const PieceTask& task, MediaDesk& media, const MatchedFile& match,
                                       Attachment& told) const {
    QY_TRY(places, places_of(task, match));
    if (places.empty()) {
        refuse(told, "unmatched", "attachment.row_not_taken", {std::to_string(match.targets.front().line)});
        return {};
    }
    if (places.size() > 1 && !match.named) {
        refuse(told, "refused", "attachment.ambiguous", {places.front().first.content.lot.ref.lot_number});
        return {};
    }
    QY_TRY(content, bundle_.read(bundle_.files()[static_cast<std::size_t>(match.number - 1)]));
    for (auto place = places.rbegin(); place != places.rend(); ++place) {  // told is the first
        MediaOrder order;
        order.subject = place->second.subject;
        order.subject_id = place->second.id;
        order.occasion = place->second.occasion;
        order.content = content;
        order.caption = caption_of(match.name);
        QY_TRY(kept, media.add(std::move(order), task.actor));
        told.outcome = "attached";
        told.line = place->first.line;
        told.subject = kept.subject;
        told.subject_id = kept.subject_id;
        told.media = kept.id;
    }
    return {};
}

Result<Attachment> ImportAttachments::take(const PieceTask& task, MediaDesk& media, const MatchedFile& match) const {
    Attachment told;
    told.number = static_cast<std::int64_t>(done_) + 1;
    told.name = match.name;
    if (match.number == 0) {
        told.line = match.untaken_line;
        refuse(told, "missing", "attachment.missing");
        return told;
    }
    const auto& file = bundle_.files()[static_cast<std::size_t>(match.number - 1)];
    if (!file.fault.empty()) {
        refuse(told, "refused", file.fault, {std::to_string(limits::media_bytes_max >> 20U)});
    } else if (!match.targets.empty()) {
        const auto attached = attach(task, media, match, told);
        if (!attached.ok() && !is_of_the_row(attached.error())) return attached.error();
        if (!attached.ok()) refuse(told, "refused", attached.error().code, attached.error().arguments);
    } else if (match.untaken_line > 0) {
        refuse(told, "unmatched", "attachment.row_not_taken", {std::to_string(match.untaken_line)});
    } else {
        refuse(told, "unmatched", "attachment.no_row");
    }
    return told;
}

Result<void> ImportAttachments::take_next(const PieceTask& task, MediaDesk& media) {
    std::optional<Attachment> told;
    if (done_ < matches_.size()) {
        QY_TRY(taken, take(task, media, matches_[done_]));
        told = std::move(taken);
    }
    auto written = task.services.store.write([&](storage::Writer& writer) -> Result<void> {
        auto job = task.job;
        job.files = static_cast<std::int64_t>(matches_.size());
        if (told) {
            QY_CHECK(storage::import_attachments::insert(writer, job.id, *told));
            ++job.files_done;
            job.files_attached += told->outcome == "attached" ? 1 : 0;
        }
        return job.files_done < *job.files ? write_progress(writer, task, job) : end_job(writer, task, job);
    });
    QY_CHECK(std::move(written));
    ++done_;
    return {};
}

}  // namespace qy::business
