#pragma once
// For tests: what is asked of a store must succeed.
#include <gtest/gtest.h>

#include "base/result.h"

namespace qy::storage::testing {

template <class T>
void done(const Result<T>& result) {
    EXPECT_TRUE(result.ok()) << result.error().code << " " << result.error().detail.text;
}

}  // namespace qy::storage::testing
