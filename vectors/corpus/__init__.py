# SPDX-License-Identifier: Apache-2.0
"""The cases of the corpus, by topic; see ../README.md."""
