"""Open accounts, hand out credentials, take them away."""

from ..state.sellers import Sellers
from ..world import World

DEFAULT = "SELLER1"


def credentials(world: World, seller: str = DEFAULT) -> dict[str, str]:
    """What a developer holds for a seller, named by id or by region (its first seller)."""
    return world.sellers.credentials(world.sellers.get(seller))


def add_seller(
    world: World,
    selling_partner_id: str,
    region: str,
    marketplaces: list[str],
    roles: list[str] | None = None,
) -> dict[str, str]:
    """Open an account (all roles unless named); returns its credentials."""
    sellers: Sellers = world.sellers
    return sellers.credentials(sellers.add(selling_partner_id, region, marketplaces, roles))


def revoke_token(world: World, seller: str = DEFAULT) -> None:
    """The seller withdraws the authorisation: refresh and access tokens are dead."""
    world.sellers.revoke(world.sellers.get(seller))


def rotate_secret(world: World, seller: str = DEFAULT) -> dict[str, str]:
    """The client secret changes; returns the credentials with the new one."""
    found = world.sellers.get(seller)
    world.sellers.rotate_secret(found)
    return world.sellers.credentials(found)


def set_roles(world: World, seller: str, roles: list[str]) -> None:
    """The roles of the seller's application from now on."""
    world.sellers.get(seller).roles = set(roles)


def set_report_locale(
    world: World,
    seller: str,
    locale: str,
    charset: str | None = None,
    claimed: str | None = None,
    yields: bool = True,
) -> None:
    """The language of the seller's reports from now on, e.g. `de_DE`.

    `charset`: in which they are written, instead of the country's own. `claimed`: what their
    header says instead. `yields=False`: whatever language the caller prefers, it is not obeyed.
    """
    found = world.sellers.get(seller)
    found.report_locale = locale
    found.report_charset = charset
    found.report_charset_claimed = claimed
    found.report_locale_yields = yields


ACTIONS = (credentials, add_seller, revoke_token, rotate_secret, set_roles, set_report_locale)
