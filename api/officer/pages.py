"""The officer's screens: upload, review beside the source, check, publish."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter

router = APIRouter(prefix="/officer")
