// The file of an import as it was sent, with what became of each row beside it.
#include <filesystem>

#include "base/import_limits.h"
#include "base/limits.h"
#include "base/messages.h"
#include "base/temporary_file.h"
#include "base/text.h"
#include "business/import_desk.h"
#include "business/object_keeper.h"
#include "collection/archive_file.h"
#include "collection/bundle.h"
#include "collection/decode.h"
#include "collection/result_file.h"
#include "import_piece.h"
#include "storage/import_attachment_store.h"
#include "storage/import_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using collection::RowResult;
using model::FileKind;
using model::ImportJob;
using storage::imports::RowRecord;

RowResult titles_in(Language language) {
    return {std::string(message_text("import.status_title", {}, language)),
            std::string(message_text("import.reason_title", {}, language)),
            std::string(message_text("import.warning_title", {}, language))};
}

std::string text_of_faults(const std::vector<model::RowFault>& faults, Language language) {
    std::vector<std::string> reasons;
    for (const auto& fault : faults) reasons.push_back(model::fault_text(fault, language));
    return join(reasons, language == Language::zh ? "；" : "; ");
}

Result<RowResult> result_of(const RowRecord& record, Language language) {
    QY_TRY(faults, faults_from(record.faults));
    QY_TRY(warnings, faults_from(record.warnings));
    return RowResult{message_text("import.outcome." + record.outcome, {}, language), text_of_faults(faults, language),
                     text_of_faults(warnings, language)};
}

/// What became of the rows, read page by page as the file is passed.
class Outcomes {
 public:
    Outcomes(const Services& services, model::ImportId import, Language language)
        : services_(services), import_(import), language_(language) {}

    Result<std::optional<RowResult>> at(std::int64_t line) {
        while (at_ < page_.size() && page_[at_].line < line) ++at_;
        if (at_ == page_.size() && !ended_) QY_CHECK(read_from(line));
        if (at_ == page_.size() || page_[at_].line != line) return std::optional<RowResult>();
        QY_TRY(result, result_of(page_[at_], language_));
        return std::optional(std::move(result));
    }

 private:
    Result<void> read_from(std::int64_t line) {
        QY_TRY(page, services_.store.read([&](storage::Reader& reader) {
            return storage::imports::rows(reader, import_, line, limits::import_rows_told_max);
        }));
        ended_ = page.empty();
        page_ = std::move(page);
        at_ = 0;
        return {};
    }

    const Services services_;
    const model::ImportId import_;
    const Language language_;
    std::vector<RowRecord> page_;
    std::size_t at_ = 0;
    bool ended_ = false;
};

collection::ResultOf result_of_rows(const Services& services, const ImportJob& job, Language language) {
    auto outcomes = std::make_shared<Outcomes>(services, job.id, language);
    return [outcomes](std::int64_t line) { return outcomes->at(line); };
}

/// A text file's result is made as it is read.
Result<ImportResult> text_result(const Services& services, const ImportJob& job, Bytes content, Language language) {
    auto bytes = std::make_shared<const Bytes>(std::move(content));
    QY_TRY(opened, collection::open_result(job.file_name, *bytes, job.reading, titles_in(language),
                                           result_of_rows(services, job, language)));
    std::shared_ptr<collection::ResultFile> file = std::move(opened);
    return ImportResult{{}, [bytes, file](std::string& chunk) {
                            chunk.clear();
                            return file->next(chunk);
                        }};
}

/// A file as it was sent may say anything of persons: it goes back to who sent it, and to those whose duty they are.
Result<void> check_may_have_file(const ImportJob& job, const model::Actor& actor) {
    const bool own = job.author_user ? job.author_user == actor.user : job.author == actor.name;
    if (own || actor.is_operator()) return {};
    const auto reach = actor.reach(model::Permission::manage_persons);
    if (reach.all || (reach.party && reach.party == job.party)) return {};
    return denied("import.not_sender", {job.author});
}

std::string csv_line(const std::vector<std::string>& cells) {
    std::string out;
    for (const auto& cell : cells) {
        // A name that a spreadsheet would take for a formula is a text.
        const bool formula = !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
        if (!out.empty()) out += ',';
        out += '"' + std::string(formula ? "'" : "") + replace_all(cell, "\"", "\"\"") + '"';
    }
    return out + "\r\n";
}

/// What became of the attachments, as a table of its own. Excel knows UTF-8 by its mark.
Result<std::string> attachments_table(const Services& services, const ImportJob& job, Language language) {
    QY_TRY(files, services.store.read([&](storage::Reader& reader) {
        return storage::import_attachments::list(reader, job.id, 1, INT64_MAX);
    }));
    const auto word = [language](std::string_view code) { return std::string(message_text(code, {}, language)); };
    std::string table = "\xEF\xBB\xBF" + csv_line({word("attachment.file_title"), word("import.status_title"),
                                                   word("attachment.row_title"), word("attachment.subject_title"),
                                                   word("import.reason_title")});
    for (const auto& file : files) {
        QY_TRY(faults, faults_from(file.faults));
        const auto subject = file.subject ? word("attachment.subject." + std::string(to_string(*file.subject))) + " " +
                                                std::to_string(file.subject_id.value_or(0))
                                          : std::string();
        table += csv_line({file.name, word("attachment.outcome." + file.outcome),
                           file.line ? std::to_string(*file.line) : std::string(), subject,
                           text_of_faults(faults, language)});
    }
    return table;
}

/// The table as it was sent with what became of its rows, and what became of the attachments, which do not go back.
Result<ImportResult> bundle_result(const Services& services, const ImportJob& job, ImportResult table,
                                   Language language) {
    QY_TRY(told, attachments_table(services, job, language));
    QY_TRY(packed, TemporaryFile::made_by([&](const std::filesystem::path& path) -> Result<void> {
               QY_TRY(file, collection::ArchiveWriter::create(path));
               QY_CHECK(file.add(table.file_name, table.next));
               QY_CHECK(file.add("import-result/attachments.csv", [&told](std::string& chunk) -> Result<bool> {
                   chunk = told;
                   return false;
               }));
               return file.close();
           }));
    return ImportResult{"import-" + job.id.to_string() + ".zip",
                        [packed](std::string& chunk) { return packed->next(chunk); }};
}

/// A workbook is packed, so that all of it is written before its first byte is read.
Result<ImportResult> workbook_result(const Services& services, const ImportJob& job, const Bytes& content,
                                     Language language) {
    QY_TRY(file, TemporaryFile::made_by([&](const std::filesystem::path& path) {
               return collection::write_result_workbook(job.file_name, content, job.reading, titles_in(language),
                                                        result_of_rows(services, job, language), path);
           }));
    return ImportResult{{}, [file](std::string& chunk) { return file->next(chunk); }};
}

}  // namespace

Result<ImportResult> ImportDesk::result(const model::Actor& actor, model::ImportId id, Language language) const {
    QY_TRY(job, find(actor, id));
    QY_CHECK(check_may_have_file(job, actor));
    QY_TRY(content, file_of(job));
    QY_TRY(table, collection::table_file(job.file_name, content));
    job.file_name = std::move(table.name);
    if (job.files) content = std::move(table.owned);
    QY_TRY(titles, reference_->at(services_.store, services_.clock.now()));
    job.reading = reading_of(job, *titles);
    QY_TRY(source, collection::open_table(job.file_name, content, job.reading));
    const auto format = source->facts().format;
    source.reset();
    const bool workbook = format == FileKind::xlsx || format == FileKind::xls;
    QY_TRY(result, workbook ? workbook_result(services_, job, content, language)
                            : text_result(services_, job, std::move(content), language));
    // What recognises the columns stays until the last piece.
    result.next = [titles, next = std::move(result.next)](std::string& chunk) { return next(chunk); };
    // Of no more than digits and letters: it becomes part of a header.
    result.file_name =
        "import-" + job.id.to_string() + "." + std::string(to_string(workbook ? FileKind::xlsx : format));
    return job.files ? bundle_result(services_, job, std::move(result), language) : std::move(result);
}

}  // namespace qy::business
