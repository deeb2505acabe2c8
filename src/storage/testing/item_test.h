#pragma once
// The table of the port's own tests, and their fixture.
#include "storage/testing/backend_test.h"

namespace qy::storage::testing {

inline constexpr std::string_view kSchema =
    "CREATE TABLE item (item_id {id} NOT NULL PRIMARY KEY, name {text} NOT NULL UNIQUE, body {bytes}, parent_id {id} "
    "REFERENCES item (item_id)){strict}";
inline constexpr Statement kInsert{
    "item.insert", "INSERT INTO item (item_id, name, body, parent_id) VALUES ($id, $name, $body, $parent)"};
inline constexpr Statement kNames{"item.names", "SELECT name FROM item ORDER BY item_id"};
inline constexpr Statement kNameOf{"item.name", "SELECT name FROM item WHERE item_id = $id"};
inline constexpr Statement kCount{"item.count", "SELECT count(*) FROM item"};
inline constexpr Statement kRename{"item.rename",
                                   "UPDATE item SET name = $name WHERE item_id >= $first AND item_id <= $last"};

class ItemTest : public BackendTest {
 protected:
    ItemTest() {
        EXPECT_TRUE(write([](Writer& writer) { return writer.script("schema", kSchema); }).ok());
    }
    static Result<std::int64_t> add(Writer& writer, std::int64_t id, std::string_view name) {
        return writer.run(kInsert, {{"id", id}, {"name", name}, {"body", nullptr}, {"parent", nullptr}});
    }
    Result<std::int64_t> add(std::int64_t id, std::string_view name) {
        return write([&](Writer& writer) { return add(writer, id, name); });
    }
    static Result<std::vector<std::string>> names(Reader& reader) {
        return reader.all(kNames, {}, [](const Row& row) { return std::string(row.text(0)); });
    }
    std::vector<std::string> names() {
        return read([](Reader& reader) { return names(reader); }).value();
    }
};

}  // namespace qy::storage::testing
