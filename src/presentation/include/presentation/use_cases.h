#pragma once
// Everything that routes may ask of the business layer, built once by app/wiring.
#include "business/services.h"

namespace qy::business {
class Accounts;
class AuditKeeper;
class Captchas;
class Capture;
class ChangeHub;
class CodeDesk;
struct ContactDesk;
class Grants;
class ImportDesk;
class KeyDesk;
class Labels;
class MediaDesk;
class PersonDesk;
class Review;
class RoleDesk;
class ScanBook;
class Search;
class SecondFactors;
class Sessions;
class TraceQuery;
class WechatDesk;
}  // namespace qy::business

namespace qy::presentation {

/// References outlive every request; each is safe from any thread.
struct UseCases {
    business::Services services;
    business::Accounts& accounts;
    business::AuditKeeper& audit;
    business::Captchas& captchas;
    business::Capture& capture;
    business::CodeDesk& codes;
    business::Grants& grants;
    business::KeyDesk& keys;
    business::Labels& labels;
    business::PersonDesk& persons;
    business::Review& review;
    business::RoleDesk& roles;
    business::ScanBook& scans;
    business::Search& search;
    business::SecondFactors& factors;
    business::Sessions& sessions;
    business::TraceQuery& trace;
    business::ContactDesk& contact;
    business::ChangeHub& changes;
    business::ImportDesk& imports;
    business::MediaDesk& media;
    business::WechatDesk& wechat;
};

}  // namespace qy::presentation
