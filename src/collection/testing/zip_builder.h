#pragma once
// Workbooks of any content, for tests and fuzz targets.
#include <zip.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/assert.h"

namespace qy::collection {

using ZipParts = std::vector<std::pair<std::string, std::string>>;

/// A ZIP file of these parts.
inline std::string zip_of(const ZipParts& parts) {
    zip_error_t fault;
    zip_error_init(&fault);
    zip_source_t* const target = zip_source_buffer_create(nullptr, 0, 0, &fault);
    zip_source_keep(target);
    zip_t* const archive = zip_open_from_source(target, ZIP_TRUNCATE, &fault);
    QY_ASSERT(archive != nullptr);
    for (const auto& [name, text] : parts) {
        zip_source_t* const source = zip_source_buffer(archive, text.data(), text.size(), 0);
        QY_ASSERT(zip_file_add(archive, name.c_str(), source, ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8) >= 0);
    }
    QY_ASSERT(zip_close(archive) == 0);
    std::string out;
    QY_ASSERT(zip_source_open(target) == 0);
    char piece[4096];
    for (zip_int64_t got; (got = zip_source_read(target, piece, sizeof piece)) > 0;) {
        out.append(piece, static_cast<std::size_t>(got));
    }
    zip_source_close(target);
    zip_source_free(target);
    return out;
}

inline constexpr std::string_view kOfficeRelations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of a workbook with one sheet of this XML, and the shared texts of that.
inline ZipParts workbook_parts(std::string sheet, std::string texts = "<sst/>", std::string_view workbook_facts = "") {
    const std::string relations(kOfficeRelations);
    return {
        {"_rels/.rels", "<Relationships><Relationship Id='r1' Type='" + relations +
                            "/officeDocument' Target='xl/workbook.xml'/></Relationships>"},
        {"xl/workbook.xml", "<workbook xmlns:r='" + relations + "'>" + std::string(workbook_facts) +
                                "<sheets><sheet name='表' sheetId='1' r:id='a'/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id='a' Type='" + relations +
                                           "/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='b' Type='" +
                                           relations +
                                           "/sharedStrings' Target='sharedStrings.xml'/><Relationship Id='c' Type='" +
                                           relations + "/styles' Target='styles.xml'/></Relationships>"},
        {"xl/styles.xml",
         "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy\"年\"m\"月\"d\"日\"'/></numFmts><cellXfs><xf "
         "numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/></cellXfs></styleSheet>"},
        {"xl/sharedStrings.xml", std::move(texts)},
        {"xl/worksheets/sheet1.xml", std::move(sheet)},
    };
}

}  // namespace qy::collection
