#pragma once
// What every use case may need, built once by app/wiring and passed by reference.

namespace qy {
class Clock;
class IdSource;
class Random;
class Settings;
}  // namespace qy
namespace qy::storage {
class Store;
}
namespace qy::crypto {
class Keyring;
}

namespace qy::business {

class RoleBook;

/// References outlive every use case. Safe to share between threads: each member is.
struct Services {
    storage::Store& store;
    const crypto::Keyring& keys;
    const Settings& settings;
    const Clock& clock;
    Random& random;
    IdSource& ids;
    RoleBook& roles;
};

}  // namespace qy::business
