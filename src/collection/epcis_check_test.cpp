// What is wrong with an event: its codes and paths, all at once.
#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/text.h"
#include "collection/epcis.h"
#include "epcis_hash.h"
#include "gs1_identifier.h"

namespace qy::collection {
namespace {

const std::string kHead =
    R"({"type":"ObjectEvent","eventTime":"2026-05-18T06:30:00+08:00","eventTimeZoneOffset":"+08:00",)";

std::string told(const Result<EpcisDocument>& document) {
    if (!document.ok()) return document.error().code;
    std::vector<std::string> list;
    for (const auto& event : document->events) {
        for (const auto& fault : event.faults) list.push_back(fault.code + "@" + fault.field);
    }
    return join(list, " ");
}

TEST(EpcisCheck, TellsEveryFaultWithItsPath) {
    struct Row {
        std::string rest;  // of an ObjectEvent
        std::string_view told;
    };
    const std::string epc = R"("epcList":["urn:epc:id:sscc:6901234.0000000012"])";
    const Row rows[] = {
        {epc + R"(,"action":"ADD"})", ""},
        {epc + "}", "epcis.missing@action"},
        {R"("action":"ADD"})", "epcis.subject_missing@"},
        {epc + R"(,"action":"PUT"})", "epcis.action@action"},
        {epc + R"(,"action":1})", "epcis.wrong_type@action epcis.missing@action"},
        {epc + R"(,"action":"ADD","bizStep":"shiping"})", "epcis.word@bizStep"},
        {epc + R"(,"action":"ADD","bizStep":"https://ns.example/step"})", ""},
        {epc + R"(,"action":"ADD","disposition":"urn:epcglobal:cbv:disp:nowhere"})", "epcis.word@disposition"},
        {epc + R"(,"action":"ADD","parentID":"urn:epc:id:sscc:6901234.0000000012"})", "epcis.unknown_member@parentID"},
        {epc + R"(,"action":"ADD","colour":"red"})", "epcis.unknown_member@colour"},
        {epc + R"(,"action":"ADD","shop:colour":"red"})", ""},
        {epc + R"(,"action":"ADD","readPoint":"x"})", "epcis.wrong_type@readPoint"},
        {epc + R"(,"action":"ADD","readPoint":{}})", "epcis.missing@readPoint.id"},
        {epc + R"(,"action":"ADD","readPoint":{"id":"no address"}})", "epcis.identifier@readPoint.id"},
        {epc + R"(,"action":"ADD","recordTime":"2026-05-18"})", "epcis.time@recordTime"},
        {epc + R"(,"action":"ADD","action":"ADD"})", "epcis.doubled_member@action"},
        {R"("action":"ADD","epcList":["urn:epc:id:sgtin:690123.000001.5"]})", "epcis.identifier@epcList[0]"},
        {R"("action":"ADD","epcList":["https://id.gs1.org/01/06901234000017/21/5"]})", "epcis.check_digit@epcList[0]"},
        {R"("action":"ADD","epcList":"urn:x:y"})", "epcis.wrong_type@epcList epcis.subject_missing@"},
        {R"("action":"ADD","quantityList":[{"quantity":"5"}]})",
         "epcis.wrong_type@quantityList[0].quantity epcis.missing@quantityList[0].epcClass"},
        {R"("action":"ADD","quantityList":[{"epcClass":"urn:epc:idpat:sgtin:6901234.000001.*","quantity":5,"uom":"KILO"}]})",
         "epcis.unit@quantityList[0].uom"},
        {R"("action":"ADD","sensorElementList":[{}]})", "epcis.missing@sensorElementList[0].sensorReport"},
        {R"("action":"ADD","sensorElementList":[{"sensorReport":[{"value":1,"time":"now"}]}]})",
         "epcis.time@sensorElementList[0].sensorReport[0].time "
         "epcis.missing@sensorElementList[0].sensorReport[0].type"},
        {epc + R"(,"action":"ADD","errorDeclaration":{"reason":"because"}})",
         "epcis.word@errorDeclaration.reason epcis.missing@errorDeclaration.declarationTime"},
        {epc + R"(,"action":"ADD","bizTransactionList":[{"type":"po"}]})",
         "epcis.missing@bizTransactionList[0].bizTransaction"},
        {epc + R"(,"action":"ADD","sourceList":[{"source":"urn:epc:id:pgln:6901234.00000"}]})",
         "epcis.missing@sourceList[0].type"},
    };
    for (const auto& row : rows) EXPECT_EQ(told(decode_epcis_json("[" + kHead + row.rest + "]")), row.told) << row.rest;
}

TEST(EpcisCheck, KnowsWhatEachKindOfEventNeeds) {
    struct Row {
        std::string text;
        std::string_view told;
    };
    const std::string when = R"("eventTime":"2026-05-18T06:30:00+08:00","eventTimeZoneOffset":"+08:00")";
    const std::string child = R"("childEPCs":["urn:epc:id:sgtin:6901234.000001.5"])";
    const Row rows[] = {
        {R"([{"type":"QuantityEvent"}])", "epcis.event_type@type"},
        {R"([7,{"type":"ObjectEvent"}])",
         "epcis.event_type@type epcis.missing@eventTime epcis.missing@eventTimeZoneOffset epcis.missing@action "
         "epcis.subject_missing@"},
        {R"({"type":"AggregationEvent","action":"ADD",)" + when + "," + child + "}", "epcis.missing@parentID"},
        {R"({"type":"AggregationEvent","action":"OBSERVE",)" + when + "," + child + "}", ""},
        {R"({"type":"AssociationEvent","action":"OBSERVE",)" + when + "," + child + "}",
         "epcis.missing@parentID epcis.subject_missing@"},
        {R"({"type":"TransactionEvent","action":"ADD","epcList":[],)" + when + "}", "epcis.missing@bizTransactionList"},
        {R"({"type":"TransformationEvent",)" + when + "}", "epcis.subject_missing@"},
        {R"({"type":"TransformationEvent","action":"ADD","transformationID":"urn:x:1",)" + when + "}",
         "epcis.unknown_member@action"},
        {R"({"type":"epcis:TransformationEvent","transformationID":"urn:x:1",)" + when + "}", ""},
        {R"({"type":"TransformationEvent","transformationID":"urn:x:1","eventTime":"2026-05-18T06:30:00","eventTimeZoneOffset":"8"})",
         "epcis.time@eventTime epcis.offset@eventTimeZoneOffset"},
    };
    for (const auto& row : rows) EXPECT_EQ(told(decode_epcis_json(row.text)), row.told) << row.text;
}

TEST(EpcisDocument, IsRefusedAsAWhole) {
    struct Row {
        std::string text;
        std::string_view told;
    };
    const Row rows[] = {
        {R"({"type":"EPCISDocument","schemaVersion":"3.0","epcisBody":{"eventList":[]}})", "epcis.version"},
        {R"({"type":"EPCISDocument","schemaVersion":"2.0"})", "epcis.not_epcis"},
        {R"({"type":"EPCISDocument","schemaVersion":"2.0","epcisBody":{"eventList":[]}})", ""},
        {R"({"eventList":)", "json.malformed"},
        {R"({"type":"x","type":"y"})", "json.doubled_member"},
        {R"({"a":1})", "epcis.not_epcis"},
        {std::string(limits::epcis_depth_max + 1, '['), "json.too_deep"},
        {"<a/>", "epcis.not_epcis"},
        {"<a>", "epcis.not_epcis"},
        {"<ObjectEvent>", "xml.malformed"},
        {"<!DOCTYPE a [<!ENTITY e \"x\">]><EPCISDocument/>", "xml.doctype"},
        {R"(<EPCISDocument schemaVersion="1.2"/>)", ""},
        {R"(<EPCISDocument schemaVersion="9"/>)", "epcis.version"},
        {"<ObjectEvent><eventTime>2026-05-18T06:30:00Z</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset>"
         "<action>ADD</action><action>ADD</action><epcList><epc>urn:x:y</epc></epcList></ObjectEvent>",
         "epcis.doubled_member@action"},
    };
    for (const auto& row : rows) EXPECT_EQ(told(decode_epcis(bytes_of(row.text))), row.told) << row.text;
    std::string deep = "<EPCISDocument>";
    for (std::size_t i = 0; i < limits::epcis_depth_max; ++i) deep += "<a>";
    EXPECT_EQ(told(decode_epcis_xml(deep)), "xml.too_deep");
}

TEST(EpcisDocument, IdentifiersHaveALimit) {
    for (const std::size_t size : {limits::epcis_key_bytes_max, limits::epcis_key_bytes_max + 1}) {
        const std::string id = "urn:x:" + std::string(size - 6, 'y');
        const auto found = told(decode_epcis_json("[" + kHead + R"("action":"ADD","epcList":[")" + id + "\"]}]"));
        EXPECT_EQ(found, size == limits::epcis_key_bytes_max ? "" : "epcis.value_too_long@EPC");
    }
    const auto hidden = decode_epcis_json("[" + kHead + R"("action":"ADD","quantityList":[{"epcClass":)" +
                                          R"("https://id.gs1.org/01/06901234000016/10/L%00"}]}])");
    ASSERT_TRUE(hidden.ok());
    EXPECT_EQ(hidden->events[0].draft.subjects.at(0).number, "L%00") << "no control character hides in a number";
}

TEST(EpcisDocument, HasALimitOfListItems) {
    for (const std::size_t extra : {std::size_t{0}, std::size_t{1}}) {
        std::string text = kHead + R"("action":"ADD","epcList":[)";
        for (std::size_t i = 0; i < limits::epcis_list_items_max + extra; ++i)
            text += i == 0 ? R"("urn:x:y")" : R"(,"urn:x:y")";
        EXPECT_EQ(told(decode_epcis_json(text + "]}")), extra == 0 ? "" : "epcis.too_many@");
    }
}

TEST(EpcisDocument, ContextsComeAfterTheirUseAndInsideEvents) {
    const std::string event = kHead + R"("action":"ADD","epcList":["urn:x:y"],"a:b":1.50})";
    const auto late = decode_epcis_json(R"({"type":"EPCISDocument","schemaVersion":"2.0","epcisBody":{"eventList":[)" +
                                        event + R"(]},"@context":{"a":"https://ns.example/"}})");
    ASSERT_TRUE(late.ok());
    ASSERT_EQ(late->events.size(), 1U);
    EXPECT_TRUE(late->events[0].pre_hash.ends_with("{https://ns.example/}b=1.5")) << late->events[0].pre_hash;
    EXPECT_NE(late->events[0].json.find(R"("a:b":1.50)"), std::string::npos);
    const auto inside = decode_epcis_json("[" + late->events[0].json + "]");
    ASSERT_TRUE(inside.ok());
    EXPECT_EQ(inside->events[0].hash, late->events[0].hash);
    const auto other_prefix = decode_epcis_json(R"([{"@context":[{"z":"https://ns.example/"}],)" + kHead.substr(1) +
                                                R"("action":"ADD","epcList":["urn:x:y"],"z:b":"1.5"}])");
    ASSERT_TRUE(other_prefix.ok());
    EXPECT_EQ(other_prefix->events[0].hash, late->events[0].hash);
}

TEST(EpcisHash, ReadsNumbersAndTimes) {
    for (const auto& [text, number] : {std::pair<std::string_view, std::string_view>{"26.0", "26"},
                                       {"0.50", "0.5"},
                                       {"1.5e3", "1500"},
                                       {"15E-1", "1.5"},
                                       {"1e-2", "0.01"},
                                       {"-0.0", "0"},
                                       {"-2.50", "-2.5"},
                                       {"007", "007"},
                                       {"1.", "1."},
                                       {".5", ".5"},
                                       {"1e999999", "1e999999"},
                                       {"", ""},
                                       {"1x", "1x"},
                                       {"+86", "+86"}}) {
        EXPECT_EQ(hash_number(text), number) << text;
    }
    for (const auto& [text, time] :
         {std::pair<std::string_view, std::string_view>{"2026-05-18T06:30:00+08:00", "2026-05-17T22:30:00.000Z"},
          {"2023-02-02T11:04:03.1415Z", "2023-02-02T11:04:03.142Z"},
          {"2023-02-02T11:04:03.1414999Z", "2023-02-02T11:04:03.141Z"},
          {"2023-12-31T23:59:59.99950000001Z", "2024-01-01T00:00:00.000Z"},
          {"2023-02-02T11:04:03.1Z", "2023-02-02T11:04:03.100Z"},
          {"2023-02-02", "2023-02-02"},
          {"noon", "noon"}}) {
        EXPECT_EQ(hash_time(text), time) << text;
    }
}

TEST(Gs1Identifier, EveryFormOfAKeyIsOneLink) {
    struct Row {
        std::string_view uri;
        std::string_view canonical;  // empty: no key
    };
    const Row rows[] = {
        {"urn:epc:id:sgtin:6901234.000001.5%2F6", "https://id.gs1.org/01/06901234000016/21/5%2F6"},
        {"urn:epc:id:sgtin:6901234.000001.5(6", "https://id.gs1.org/01/06901234000016/21/5%286"},
        {"urn:epc:class:lgtin:6901234.000001.L1", "https://id.gs1.org/01/06901234000016/10/L1"},
        {"urn:epc:id:lgtin:6901234.000001.L1", ""},
        {"urn:epc:idpat:sgtin:6901234.000001.*", "https://id.gs1.org/01/06901234000016"},
        {"urn:epc:idpat:sgtin:6901234.*.*", ""},
        {"urn:epc:id:sscc:6901234.0000000012", "https://id.gs1.org/00/069012340000000122"},
        {"urn:epc:id:sgln:6901234.00001.0", "https://id.gs1.org/414/6901234000016"},
        {"urn:epc:id:sgln:6901234.00001.7", "https://id.gs1.org/414/6901234000016/254/7"},
        {"urn:epc:id:pgln:6901234.00000", "https://id.gs1.org/417/6901234000009"},
        {"urn:epc:id:grai:6901234.00008.77", "https://id.gs1.org/8003/0690123400008577"},
        {"urn:epc:id:giai:6901234.T1", "https://id.gs1.org/8004/6901234T1"},
        {"urn:epc:id:cpi:6901234.ABC.123", "https://id.gs1.org/8010/6901234ABC/8011/123"},
        {"urn:epc:id:itip:4012345.012345.01.02.999", "https://id.gs1.org/8006/040123451234560102/21/999"},
        {"urn:epc:idpat:itip:4012345.012345.01.02.*", "https://id.gs1.org/8006/040123451234560102"},
        {"urn:epc:id:gid:1.2.3", ""},
        {"https://id.gs1.org/01/06901234000016", "https://id.gs1.org/01/06901234000016"},
        {"http://shop.example/a/gtin/6901234000016/lot/L1?x=1#y", "https://id.gs1.org/01/06901234000016/10/L1"},
        {"https://shop.example/01/06901234000016/22/2A/10/L1/21/5/", "https://id.gs1.org/01/06901234000016/21/5"},
        {"https://shop.example/01/06901234000016/99/x", ""},
        {"https://shop.example/01/0690123400001", "https://id.gs1.org/01/00690123400001"},
        {"https://shop.example/01/12", ""},
        {"https://shop.example/", ""},
        {"geo:1,2", ""},
        {"", ""},
    };
    for (const auto& row : rows) {
        const auto key = read_gs1_key(row.uri);
        EXPECT_EQ(key ? key->canonical() : "", row.canonical) << row.uri;
    }
    EXPECT_EQ(percent_decoded("5%2F6%E6%A4%B0"), "5/6椰");
    EXPECT_EQ(percent_decoded("5%2"), "5%2");
    EXPECT_EQ(percent_encoded("5/6椰"), "5%2F6%E6%A4%B0");
}

}  // namespace
}  // namespace qy::collection
