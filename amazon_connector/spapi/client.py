"""The way to Amazon for one seller in one region."""

from .endpoints import check_url
from .operations.catalog import CatalogOperations
from .operations.feeds import FeedsOperations
from .operations.finances import FinancesOperations
from .operations.fulfillment_returns import FulfillmentReturnsOperations
from .operations.fulfillments import FulfillmentsOperations
from .operations.inventory import InventoryOperations
from .operations.listings import ListingsOperations
from .operations.orders import OrdersOperations
from .operations.reports import ReportsOperations
from .operations.sellers import SellersOperations
from .operations.transfers import TransfersOperations

__all__ = ["Client", "check_url"]


class Client(
    SellersOperations,
    OrdersOperations,
    ReportsOperations,
    FeedsOperations,
    ListingsOperations,
    CatalogOperations,
    InventoryOperations,
    FinancesOperations,
    TransfersOperations,
    FulfillmentsOperations,
    FulfillmentReturnsOperations,
):
    """Calls Amazon's operations, and raises an error that is a decision where one fails.

    Each method is one operation, named as Amazon names it. Any may raise ``Unauthorized``,
    ``Throttled``, ``Unavailable`` or ``Rejected`` (:mod:`.errors`), and ``UnreadablePayload``
    where the answer is not what Amazon documents. It never waits for quota. For one thread.

    :param credentials: of the application and the seller
    :param region: ``na``, ``eu`` or ``fe``
    :param selling_partner_id: the merchant token, needed for listings
    :param api_url: in place of Amazon's address of the region
    :param token_url: in place of Login with Amazon's address
    :param rate_limiter: keeps the quota; by default one of this client alone
    :param timeout: seconds to wait for an answer
    :raises ValueError: when an address is not fit, see :func:`.endpoints.check_url`
    :ivar calls: HTTP calls made to the API, by operation
    """
