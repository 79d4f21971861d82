from . import test_kits
from . import test_assembly
from . import test_kit_quantities
from . import test_quantities_property
