#include "bundle_table.h"

#include "collection/bundle.h"

namespace qy::collection {
namespace {

struct FileTitle {
    std::string_view title;
    std::string_view column;
};
constexpr FileTitle kFileTitles[] = {
    {"附件", kLotFiles},
    {"附件名", kLotFiles},
    {"附件文件", kLotFiles},
    {"照片", kLotFiles},
    {"图片", kLotFiles},
    {"文件名", kLotFiles},
    {"attachment", kLotFiles},
    {"attachments", kLotFiles},
    {"photo", kLotFiles},
    {"photos", kLotFiles},
    {"file", kLotFiles},
    {"files", kLotFiles},
    {"产品图片", kProductFiles},
    {"产品照片", kProductFiles},
    {"商品图片", kProductFiles},
    {"product photo", kProductFiles},
    {"product photos", kProductFiles},
    {"检测报告附件", kReportFiles},
    {"报告附件", kReportFiles},
    {"检测报告文件", kReportFiles},
    {"报告文件", kReportFiles},
    {"report file", kReportFiles},
    {"report files", kReportFiles},
    {"记录附件", kRecordFiles},
    {"record files", kRecordFiles},
};

/// Titles of attributes and those of files: an attribute of the same title goes first.
AttributeTitles with_file_titles(const AttributeTitles* attributes) {
    AttributeTitles titles;
    if (attributes != nullptr) titles = *attributes;
    for (const auto& [title, column] : kFileTitles) titles.emplace(model::folded_column(title), column);
    return titles;
}

class BundleTable final : public TableSource {
 public:
    static Result<std::unique_ptr<TableSource>> open(ByteView bytes, TableOptions options) {
        QY_TRY(bundle, Bundle::open(bytes));
        QY_TRY(file, bundle.table());
        const auto titles = with_file_titles(options.attributes);
        options.attributes = &titles;
        QY_TRY(inner, open_plain_table(file.name, file.bytes, options));
        return std::unique_ptr<TableSource>(new BundleTable(std::move(file), std::move(inner)));
    }

    Result<bool> read(std::size_t rows_max, DecodedTable& table) override {
        QY_TRY(more, inner_->read(rows_max, table));
        facts_ = inner_->facts();
        return more;
    }

 private:
    BundleTable(TableFile file, std::unique_ptr<TableSource> inner)
        : TableSource(inner->facts()), file_(std::move(file)), inner_(std::move(inner)) {}

    const TableFile file_;
    std::unique_ptr<TableSource> inner_;
};

}  // namespace

Result<std::unique_ptr<TableSource>> open_bundle_table(ByteView bytes, const TableOptions& options) {
    return BundleTable::open(bytes, options);
}

}  // namespace qy::collection
