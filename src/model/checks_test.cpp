#include "model/checks.h"

#include <gtest/gtest.h>

namespace qy::model {
namespace {

struct CheckRow {
    std::string_view text;
    std::string_view expected;  // the checked form, or the code of the error
};

template <class Check>
void expect_rows(std::initializer_list<CheckRow> rows, Check check) {
    for (const auto& row : rows) {
        const auto result = check(row.text);
        EXPECT_EQ(result.ok() ? result.value() : result.error().code, row.expected) << row.text;
        if (!result.ok()) {
            EXPECT_EQ(result.error().kind, ErrorKind::invalid);
        }
    }
}

TEST(Checks, CreditCode) {
    // The worked example of the standard's text is not ours to copy; these are invented and checked by hand.
    const std::string made = "91460000MA5T9X8Y0";
    const std::string whole = made + credit_code_check(made);
    EXPECT_EQ(checked_credit_code(whole).value(), whole);
    expect_rows(
        {
            {"", "credit_code.malformed"},
            {"9146000", "credit_code.malformed"},
            {"91460000MA5T9X8YI0", "credit_code.malformed"},   // I is no character of it
            {"9146000AMA5T9X8Y00", "credit_code.malformed"},   // the region is digits
            {"91460000MA5T9X8Y000", "credit_code.malformed"},  // one too long
        },
        &checked_credit_code);
    // Any single changed character is found: weights are powers of 3 modulo the prime 31.
    constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    for (std::size_t at = 8; at < whole.size(); ++at) {
        for (const char c : kAlphabet) {
            auto changed = whole;
            changed[at] = c;
            EXPECT_EQ(checked_credit_code(changed).ok(), c == whole[at]) << changed;
        }
    }
    std::string lower = "  " + whole;
    for (auto& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    EXPECT_EQ(checked_credit_code(lower).value(), whole);
}

TEST(Checks, CreditCodeOfAKnownSum) {
    // Sum of value × weight of seventeen "1": 1 × (3^17 − 1) / 2 mod 31 = 64570081 mod 31 = 26 → 31 − 26 = 5.
    EXPECT_EQ(credit_code_check("11111111111111111"), '5');
    EXPECT_EQ(credit_code_check("00000000000000000"), '0');
}

TEST(Checks, Gtin) {
    expect_rows(
        {
            {"6901234567892", "06901234567892"},   // GTIN-13
            {"12345670", "00000012345670"},        // GTIN-8
            {"036000291452", "00036000291452"},    // GTIN-12
            {"16901234567899", "16901234567899"},  // GTIN-14
            {"６９０１２３４５６７８９２", "06901234567892"},
            {" 6901234567892 ", "06901234567892"},
            {"6901234567893", "gtin.check"},
            {"6901234567829", "gtin.check"},  // two digits exchanged
            {"690123456789", "gtin.check"},
            {"69012345678", "gtin.malformed"},
            {"690123456789X", "gtin.malformed"},
            {"00000000", "gtin.malformed"},
            {"", "gtin.malformed"},
            {"169012345678999", "gtin.malformed"},
        },
        &checked_gtin);
}

TEST(Checks, Sscc) {
    expect_rows(
        {
            {"106141412345678908", "106141412345678908"},
            {"106141412345678909", "sscc.check"},
            {"10614141234567890", "sscc.malformed"},
            {"1061414123456789088", "sscc.malformed"},
        },
        &checked_sscc);
}

TEST(Checks, IdentityNumber) {
    expect_rows(
        {
            {"11010519491231002X", "11010519491231002X"},
            {"11010519491231002x", "11010519491231002X"},
            {"440524188001010014", "440524188001010014"},
            {"110105194912310021", "identity_number.check"},
            {"11010519490231002X", "identity_number.malformed"},  // 31 February
            {"11010519491331002X", "identity_number.malformed"},  // month 13
            {"11010519491231002", "identity_number.malformed"},
            {"1101051949123100XX", "identity_number.malformed"},
        },
        &checked_identity_number);
}

TEST(Checks, MaskedNames) {
    const CheckRow rows[] = {
        {"王小明", "王**"},
        {"王明", "王*"},
        {"欧阳小明", "欧阳**"},
        {"欧阳", "欧*"},
        {"司马光", "司马*"},
        {"", ""},
        {"王", "*"},
        {" 符大海 ", "符**"},
        {"John Smith", "J**"},
        {"阿依古丽·买买提", "阿*******"},
    };
    for (const auto& row : rows) EXPECT_EQ(masked_name(row.text), row.expected) << row.text;
}

TEST(Checks, MaskedPhones) {
    const CheckRow rows[] = {
        {"13800138000", "138****8000"},
        {"0898-66771234", "089******1234"},
        {"6677123", "6****23"},
        {"12345", "*****"},
        {"", ""},
        {"a@example.cn", "a@e*****e.cn"},
    };
    for (const auto& row : rows) EXPECT_EQ(masked_phone(row.text), row.expected) << row.text;
}

}  // namespace
}  // namespace qy::model
