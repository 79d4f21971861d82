"""What a button tells once it has done its work, in a corner of the screen."""

RELOAD = {"type": "ir.actions.client", "tag": "soft_reload"}
CLOSE = {"type": "ir.actions.act_window_close"}


def notify(message, is_good=True, then=RELOAD):
    """:param message: sentence in the reader's language
    :param is_good: False: the person is warned, for example that nothing was done
    :param then: action that follows: the page is shown anew, or the dialog is closed (``CLOSE``)
    :return: client action
    """
    return {
        "type": "ir.actions.client",
        "tag": "display_notification",
        "params": {
            "message": message,
            "type": "success" if is_good else "warning",
            "next": dict(then),
        },
    }
