#include "epcis_shape.h"

#include <algorithm>

namespace qy::collection {
namespace {

constexpr Shape kQuantity[] = {
    {.name = "epcClass", .form = Form::uri},
    {.name = "quantity", .form = Form::number},
    {.name = "uom", .form = Form::text},
};
constexpr Shape kPersistent[] = {
    {.name = "set", .form = Form::word, .times = Times::repeated, .vocabulary = Vocabulary::disposition},
    {.name = "unset", .form = Form::word, .times = Times::repeated, .vocabulary = Vocabulary::disposition},
};
constexpr Shape kPlace[] = {{.name = "id", .form = Form::uri}};
constexpr Shape kTransaction[] = {
    {.name = "type", .form = Form::word, .vocabulary = Vocabulary::transaction},
    {.name = "bizTransaction", .form = Form::uri},
};
constexpr Shape kSource[] = {
    {.name = "type", .form = Form::word, .vocabulary = Vocabulary::party},
    {.name = "source", .form = Form::uri},
};
constexpr Shape kDestination[] = {
    {.name = "type", .form = Form::word, .vocabulary = Vocabulary::party},
    {.name = "destination", .form = Form::uri},
};
constexpr Shape kMetadata[] = {
    {.name = "time", .form = Form::time},
    {.name = "startTime", .form = Form::time},
    {.name = "endTime", .form = Form::time},
    {.name = "deviceID", .form = Form::uri},
    {.name = "deviceMetadata", .form = Form::uri},
    {.name = "rawData", .form = Form::uri},
    {.name = "dataProcessingMethod", .form = Form::uri},
    {.name = "bizRules", .form = Form::uri},
};
constexpr Shape kReport[] = {
    {.name = "type", .form = Form::word, .vocabulary = Vocabulary::measurement},
    {.name = "exception", .form = Form::word, .vocabulary = Vocabulary::alarm},
    {.name = "deviceID", .form = Form::uri},
    {.name = "deviceMetadata", .form = Form::uri},
    {.name = "rawData", .form = Form::uri},
    {.name = "dataProcessingMethod", .form = Form::uri},
    {.name = "time", .form = Form::time},
    {.name = "microorganism", .form = Form::uri},
    {.name = "chemicalSubstance", .form = Form::uri},
    {.name = "value", .form = Form::number},
    {.name = "component", .form = Form::word, .vocabulary = Vocabulary::component},
    {.name = "stringValue", .form = Form::text},
    {.name = "booleanValue", .form = Form::flag},
    {.name = "hexBinaryValue", .form = Form::text},
    {.name = "uriValue", .form = Form::uri},
    {.name = "minValue", .form = Form::number},
    {.name = "maxValue", .form = Form::number},
    {.name = "meanValue", .form = Form::number},
    {.name = "sDev", .form = Form::number},
    {.name = "percRank", .form = Form::number},
    {.name = "percValue", .form = Form::number},
    {.name = "uom", .form = Form::text},
    {.name = "coordinateReferenceSystem", .form = Form::uri},
    {.name = "bizRules", .form = Form::uri},
};
constexpr Shape kSensorElement[] = {
    {.name = "sensorMetadata", .form = Form::object, .inner = kMetadata},
    {.name = "sensorReport", .form = Form::object, .times = Times::repeated, .inner = kReport},
};
constexpr Shape kError[] = {
    {.name = "declarationTime", .form = Form::time},
    {.name = "reason", .form = Form::word, .vocabulary = Vocabulary::error},
    {.name = "correctiveEventIDs", .form = Form::uri, .times = Times::wrapped, .item = "correctiveEventID"},
};

constexpr Shape quantities(std::string_view name) {
    return {.name = name, .form = Form::object, .times = Times::wrapped, .item = "quantityElement", .inner = kQuantity};
}
constexpr Shape epcs(std::string_view name) {
    return {.name = name, .form = Form::uri, .times = Times::wrapped, .item = "epc"};
}

constexpr Shape kEvent[] = {
    {.name = "eventTime", .form = Form::time},
    {.name = "eventTimeZoneOffset", .form = Form::offset},
    {.name = "certificationInfo", .form = Form::uri, .times = Times::either},
    epcs("epcList"),
    {.name = "parentID", .form = Form::uri},
    epcs("inputEPCList"),
    epcs("childEPCs"),
    quantities("quantityList"),
    quantities("childQuantityList"),
    quantities("inputQuantityList"),
    epcs("outputEPCList"),
    quantities("outputQuantityList"),
    {.name = "action", .form = Form::action},
    {.name = "transformationID", .form = Form::uri},
    {.name = "bizStep", .form = Form::word, .vocabulary = Vocabulary::step},
    {.name = "disposition", .form = Form::word, .vocabulary = Vocabulary::disposition},
    {.name = "persistentDisposition", .form = Form::object, .inner = kPersistent},
    {.name = "readPoint", .form = Form::object, .inner = kPlace},
    {.name = "bizLocation", .form = Form::object, .inner = kPlace},
    {.name = "bizTransactionList",
     .form = Form::object,
     .times = Times::wrapped,
     .item = "bizTransaction",
     .inner = kTransaction,
     .named_items = false},
    {.name = "destinationList",
     .form = Form::object,
     .times = Times::wrapped,
     .item = "destination",
     .inner = kDestination,
     .named_items = false},
    {.name = "sourceList",
     .form = Form::object,
     .times = Times::wrapped,
     .item = "source",
     .inner = kSource,
     .named_items = false},
    {.name = "sensorElementList",
     .form = Form::object,
     .times = Times::wrapped,
     .item = "sensorElement",
     .inner = kSensorElement},
    {.name = "ilmd", .form = Form::extension},
    {.name = "eventID", .form = Form::uri, .hashed = false},
    {.name = "recordTime", .form = Form::time, .hashed = false},
    {.name = "errorDeclaration", .form = Form::object, .inner = kError, .hashed = false},
};

}  // namespace

std::span<const Shape> event_shape() {
    return kEvent;
}

const Shape* find_shape(std::span<const Shape> shapes, std::string_view name) {
    const auto found =
        std::find_if(shapes.begin(), shapes.end(), [&](const auto& shape) { return shape.name == name; });
    return found == shapes.end() ? nullptr : &*found;
}

}  // namespace qy::collection
