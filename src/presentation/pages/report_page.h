#pragma once
// The pages on which consumers report what looks fake or is wrong, and see what became of it. Plain forms; with a
// script the photo is made smaller before it is sent, and a form that did not get through stays filled in. (clause 5.6)
#include <cstdint>
#include <string>

#include "model/trace_answer.h"
#include "pages/form_page.h"
#include "pages/page_writer.h"

namespace qy::presentation {

/// Offers the form, on the page of a code or lot.
void write_report_link(PageWriter& page, const model::TraceAnswer& answer);

struct ReportPage {
    std::string code;               ///< 20 digits, or empty
    std::string lot_number;         ///< of a lot that was found without a code
    std::string key;                ///< of this form: sent twice, it is one report
    std::int64_t contact_days = 0;  ///< after which a contact is forgotten; 0: it is kept
    FormState state;
};
[[nodiscard]] std::string report_page(const ReportPage& report, const PageContext& context);

struct ReceiptPage {
    std::string number;
    bool just_sent = false;
    bool just_forgotten = false;
    bool contact_kept = false;
    std::string kind;     ///< as the function names it
    std::string state;    ///< likewise
    std::string product;  ///< or empty
    std::string lot_number;
    std::string words;
    std::string answer;
    std::string closing;
    std::string sent_at;  ///< as it is shown
    std::string changed_at;
};
[[nodiscard]] std::string receipt_page(const ReceiptPage& receipt, const PageContext& context);
/// Asks for a number. `entered`: what stood there; `fault`: in words, or empty.
[[nodiscard]] std::string receipt_ask_page(std::string_view entered, std::string_view fault,
                                           const PageContext& context);

}  // namespace qy::presentation
