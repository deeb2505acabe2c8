#include "review_scope.h"

namespace qy::business {

storage::submissions::Scope submission_scope(const model::Actor& actor, model::Permission permission) {
    storage::submissions::Scope scope;
    switch (actor.scope_of(permission)) {
        case model::Scope::all:
            scope.all = true;
            break;
        case model::Scope::brand:
            scope.manager = actor.party;
            scope.party = actor.party;
            break;
        case model::Scope::own_party:
            scope.party = actor.party;
            break;
        case model::Scope::none:
            break;
    }
    return scope;
}

}  // namespace qy::business
