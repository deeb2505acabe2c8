#pragma once
// Brands and products. (clauses 6.1, 6.2.1)
#include <string>
#include <vector>

#include "model/attribute.h"
#include "model/field.h"
#include "model/ids.h"
#include "model/vocabulary.h"

namespace qy::model {

struct Brand {
    BrandId id;
    std::string name;
    std::string name_en;
    PartyId manager;
    std::string address_prefix;  ///< "https://t.example.cn"; empty: the platform's own
    std::string story;
    std::string story_en;
    std::vector<Field> must_show = {};  ///< fields that owners of its products may not keep to the chain
};

enum class ProductKind : std::uint8_t { goods, service };

struct Product {
    ProductId id;
    PartyId owner;
    CategoryId category;
    BrandId brand;
    ProductKind kind = ProductKind::goods;
    std::string name;
    std::string name_en;
    std::string specification;
    std::string gtin;                    ///< 14 digits or empty
    std::vector<std::string> allergens;  ///< dictionary codes
    std::vector<Field> opened;           ///< openable fields that the owner shows to everyone
    std::vector<Field> closed;           ///< closable fields that the owner keeps to the chain
    std::int64_t version = 1;
    std::vector<AttributeValue> attributes = {};  ///< what its category asks of the product itself, by name
    std::string nutrition = {};                   ///< the table of its label, as Nutrition::told() in Chinese; or empty
    std::string code = {};  ///< what the owner calls it in its own books: unique among the owner's; or empty
};

}  // namespace qy::model
