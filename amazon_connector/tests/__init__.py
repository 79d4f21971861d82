from . import test_orders
from . import test_order_changes
from . import test_connecting
from . import test_authorization
