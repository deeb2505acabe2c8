#pragma once
// The keyring of a data folder with its master key file: opening both, and putting the keys under a new master key in
// steps that can be interrupted anywhere. (clauses 7.3.1, 9.2.2)
#include <memory>
#include <string>

#include "base/random.h"
#include "crypto/keyring.h"

namespace qy::crypto {

/// Opens the keyring under the master key in `master_path`. When an earlier change was interrupted after the keys were
/// written, the new master key beside it (`master_path`.new) takes its place. Errors: those of read_master_key_file and
/// Keyring::open.
Result<std::unique_ptr<Keyring>> open_keyring(const std::string& data_folder, const std::string& master_path);

/// Makes a new master key, puts all keys under it and replaces the file; the old master key opens nothing from then on.
/// Errors: unavailable `master_key.write_failed` {path}, `keyring.write_failed`: the old master key still holds, except
/// when only the last renaming failed: then open_keyring finishes the change.
Result<void> change_master_key(Keyring& keys, const std::string& master_path, Random& random);

}  // namespace qy::crypto
