#pragma once
// The typed ids of the model.
#include "base/id.h"

namespace qy::model {

using PartyId = Id<struct PartyTag>;
using PlotId = Id<struct PlotTag>;
using LicenceId = Id<struct LicenceTag>;
using BrandId = Id<struct BrandTag>;
using BrandGrantId = Id<struct BrandGrantTag>;
using CategoryId = Id<struct CategoryTag>;
using ProductId = Id<struct ProductTag>;
/// A lot, or a logistic unit (a box, a pallet) that holds lots: both are nodes of the trace graph and share one id
/// space.
using LotId = Id<struct LotTag>;
using EventId = Id<struct EventTag>;
using CodeRangeId = Id<struct CodeRangeTag>;
using SubmissionId = Id<struct SubmissionTag>;
using ImportId = Id<struct ImportTag>;
using ImportUploadId = Id<struct ImportUploadTag>;
using UserId = Id<struct UserTag>;
using PolicyId = Id<struct PolicyTag>;

}  // namespace qy::model
