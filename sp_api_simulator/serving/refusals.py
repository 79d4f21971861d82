"""The faults that come in place of an answer, as Amazon's gateways word them."""

from starlette.responses import Response

from ..basics.errors import ApiError, quota_exceeded, unauthorized
from ..operations.operation import json_answer
from ..state.faults import Fault

_HTML = "<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>\n"


def refusal(fault: Fault) -> Response:
    """The answer that a refusing fault gives; ApiError where Amazon's usual form is right."""
    match fault.kind:
        case "throttled":
            raise quota_exceeded()
        case "server_error" if fault.options.get("html"):
            return Response(_HTML.format("500 Internal Server Error"), 500, media_type="text/html")
        case "server_error":
            message = "We encountered an internal error. Please try again."
            raise ApiError(500, "InternalFailure", message)
        case "unavailable_html":
            return Response(_HTML.format("503 Service Unavailable"), 503, media_type="text/html")
        case "forbidden_message":
            return json_answer({"message": "Forbidden"}, 403)
        case "expired_token":
            raise unauthorized("The access token you provided has expired.")
        case _:
            raise unauthorized("The access token you provided is revoked, malformed or invalid.")


def token_refusal(fault: Fault) -> Response:
    """The same faults at the token endpoint, which speaks OAuth 2."""
    if fault.kind in ("expired_token", "revoked_token"):
        description = "The request has an invalid grant parameter : refresh_token."
        return json_answer({"error": "invalid_grant", "error_description": description}, 400)
    try:
        return refusal(fault)
    except ApiError as error:
        body = {"error": error.code, "error_description": error.message}
        return json_answer(body, error.status)


def storage_error(status: int, code: str, message: str) -> Response:
    """A refusal of the storage behind presigned addresses, in XML."""
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    )
    return Response(body, status, media_type="application/xml")
