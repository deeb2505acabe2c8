#pragma once
// Everything that routes may ask of the business layer, built once by app/wiring.
#include "business/services.h"

namespace qy::business {
class Accounts;
class Capture;
class CodeDesk;
class Grants;
class Labels;
class Review;
class ScanBook;
class Search;
class TraceQuery;
}  // namespace qy::business

namespace qy::presentation {

/// References outlive every request; each is safe from any thread.
struct UseCases {
    business::Services services;
    business::Accounts& accounts;
    business::Capture& capture;
    business::CodeDesk& codes;
    business::Grants& grants;
    business::Labels& labels;
    business::Review& review;
    business::ScanBook& scans;
    business::Search& search;
    business::TraceQuery& trace;
};

}  // namespace qy::presentation
