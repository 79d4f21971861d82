"""Selling partners, their applications and the tokens that Login with Amazon hands out."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ..basics.clock import Clock
from ..basics.errors import unauthorized
from ..basics.ids import Ids, secret_for
from ..basics.marketplaces import REGIONS, Marketplace, marketplace

ACCESS_TOKEN_LIFE = timedelta(seconds=3600)
AUTHORIZATION_CODE_LIFE = timedelta(minutes=5)

DELIVERY = "Direct-to-Consumer Delivery (Restricted)"
TRACKING = "Inventory and Order Tracking"
PRODUCT_LISTING = "Product Listing"
FULFILLMENT = "Amazon Fulfillment"
INSIGHTS = "Selling Partner Insights"
FINANCE = "Finance and Accounting"
ALL_ROLES = (DELIVERY, TRACKING, PRODUCT_LISTING, FULFILLMENT, INSIGHTS, FINANCE)


@dataclass
class Seller:
    """A seller's account in one region, with the private application it authorised."""

    id: str
    region: str
    marketplaces: list[Marketplace]
    roles: set[str]
    client_secret: str
    # Each refresh token with the client id of the application that it was given to.
    refresh_tokens: dict[str, str] = field(default_factory=dict)
    # The language that his reports are written in unless another is preferred.
    report_locale: str = "en_US"
    # Their charset, and what their header claims, where it is not the country's; and whether the
    # language that a caller prefers is obeyed, which sellers have seen ignored.
    report_charset: str | None = None
    report_charset_claimed: str | None = None
    report_locale_yields: bool = True
    # The latest bound told to this seller: no order may turn up before it any more.
    horizon: datetime | None = None

    @property
    def client_id(self) -> str:
        return f"amzn1.application-oa2-client.{secret_for('client', self.id)[:32]}"

    @property
    def application_id(self) -> str:
        return f"amzn1.sp.solution.{secret_for('application', self.id)[:32]}"

    def sells_on(self, place: Marketplace) -> bool:
        return place.id in {own.id for own in self.marketplaces}


@dataclass
class Sellers:
    """All sellers, and which token or code speaks for which of them."""

    clock: Clock
    ids: Ids
    by_id: dict[str, Seller] = field(default_factory=dict)
    _access: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    _codes: dict[str, tuple[str, datetime]] = field(default_factory=dict)

    def add(
        self,
        selling_partner_id: str,
        region: str,
        marketplaces: list[str],
        roles: list[str] | None = None,
    ) -> Seller:
        """Open an account on the marketplaces (country codes) of one region; ValueError."""
        places = [marketplace(code) for code in marketplaces]
        strangers = [place.code for place in places if place.region != region]
        if region not in REGIONS or strangers:
            raise ValueError(f"{strangers or region} do not belong to one of {REGIONS}")
        seller = Seller(
            id=selling_partner_id,
            region=region,
            marketplaces=places,
            roles=set(ALL_ROLES if roles is None else roles),
            client_secret=f"amzn1.oa2-cs.v1.{secret_for('secret', selling_partner_id)}",
        )
        seller.refresh_tokens[f"Atzr|{secret_for('refresh', seller.id)}"] = seller.client_id
        self.by_id[seller.id] = seller
        return seller

    def get(self, key: str) -> Seller:
        """The seller with this id, or the first one of this region; ValueError."""
        for seller in self.by_id.values():
            if key in (seller.id, seller.region):
                return seller
        raise ValueError(f"there is no seller {key!r}")

    def on(self, place: Marketplace, seller_id: str | None = None) -> Seller:
        """The seller meant by its id, or else the first one on this marketplace; ValueError."""
        if seller_id:
            return self.get(seller_id)
        for seller in self.by_id.values():
            if seller.sells_on(place):
                return seller
        raise ValueError(f"no seller sells on {place.code}: add one first")

    def credentials(self, seller: Seller) -> dict[str, str]:
        """What a developer would hold for this seller."""
        return {
            "selling_partner_id": seller.id,
            "region": seller.region,
            "application_id": seller.application_id,
            "client_id": seller.client_id,
            "client_secret": seller.client_secret,
            "refresh_token": next(iter(seller.refresh_tokens), ""),
        }

    def rotate_secret(self, seller: Seller) -> None:
        """Give the application a new client secret; the old one is refused at once."""
        seller.client_secret = f"amzn1.oa2-cs.v1.{secret_for(self.ids.uuid())}"

    def revoke(self, seller: Seller) -> None:
        """The seller withdraws the authorisation: all its tokens are dead."""
        seller.refresh_tokens.clear()
        self._access = {
            token: grant for token, grant in self._access.items() if grant[0] != seller.id
        }

    def issue_access_token(self, seller: Seller) -> str:
        """An access token that speaks for the seller for 3,600 seconds."""
        token = f"Atza|{secret_for('access', self.ids.uuid())}"
        self._access[token] = (seller.id, self.clock.now() + ACCESS_TOKEN_LIFE)
        return token

    def issue_refresh_token(self, seller: Seller, client_id: str) -> str:
        """A new authorisation of the seller for an application, beside those already given."""
        token = f"Atzr|{secret_for('refresh', self.ids.uuid())}"
        seller.refresh_tokens[token] = client_id
        return token

    def owner(self, refresh_token: str, client_id: str) -> Seller | None:
        """The seller who gave this token to this application."""
        for seller in self.by_id.values():
            if refresh_token and seller.refresh_tokens.get(refresh_token) == client_id:
                return seller
        return None

    def issue_code(self, seller: Seller) -> str:
        """An authorisation code for one exchange within five minutes."""
        code = f"RH{secret_for('code', self.ids.uuid())[:18]}"
        self._codes[code] = (seller.id, self.clock.now() + AUTHORIZATION_CODE_LIFE)
        return code

    def redeem_code(self, code: str) -> Seller | None:
        """The seller who gave this code, once, and only while it is valid."""
        seller_id, expires = self._codes.pop(code, ("", self.clock.now()))
        return self.by_id[seller_id] if expires > self.clock.now() else None

    def speaker(self, token: str) -> str | None:
        """The id of the seller an access token was issued for, expired or not."""
        return self._access[token][0] if token in self._access else None

    def authenticate(self, token: str) -> Seller:
        """The seller an access token speaks for; ApiError 403 as Amazon words it."""
        if not token:
            raise unauthorized("Access token is missing in the request header.")
        if token not in self._access:
            raise unauthorized("The access token you provided is revoked, malformed or invalid.")
        seller_id, expires = self._access[token]
        if expires <= self.clock.now():
            raise unauthorized("The access token you provided has expired.")
        return self.by_id[seller_id]
