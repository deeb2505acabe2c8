#include "dialect.h"

#include <gtest/gtest.h>

namespace qy::storage {
namespace {

struct Case {
    const char* sql;
    const char* sqlite;
    const char* postgresql;
};

TEST(DialectTest, TypesOfMigrations) {
    for (const auto& one : {
             Case{"a {id} NOT NULL PRIMARY KEY", "a INTEGER NOT NULL PRIMARY KEY", "a bigint NOT NULL PRIMARY KEY"},
             Case{"{int},{text},{bytes},{time},{flag}", "INTEGER,TEXT,BLOB,INTEGER,INTEGER",
                  "bigint,text COLLATE \"C\",bytea,bigint,smallint"},
             Case{"){strict};", ") STRICT;", ");"},
             Case{"){clustered};", ") STRICT, WITHOUT ROWID;", ");"},
             Case{"DEFAULT '{}' -- {1} { {", "DEFAULT '{}' -- {1} { {", "DEFAULT '{}' -- {1} { {"},
         }) {
        EXPECT_EQ(render_schema(one.sql, Dialect::sqlite), one.sqlite);
        EXPECT_EQ(render_schema(one.sql, Dialect::postgresql), one.postgresql);
    }
}

TEST(DialectTest, MembershipOfStatements) {
    const Case one{"x {in:ids} AND y = $y", "x IN (SELECT value FROM json_each($ids)) AND y = $y",
                   "x = ANY($ids) AND y = $y"};
    EXPECT_EQ(render_statement(one.sql, Dialect::sqlite), one.sqlite);
    EXPECT_EQ(render_statement(one.sql, Dialect::postgresql), one.postgresql);
}

TEST(DialectDeathTest, UnknownMacrosEndTheProgram) {
    EXPECT_DEATH((void)render_schema("a {bigint}", Dialect::sqlite), "");
    EXPECT_DEATH((void)render_statement("a {id}", Dialect::sqlite), "");
}

}  // namespace
}  // namespace qy::storage
