// SPDX-License-Identifier: Apache-2.0

// Everything in this target is generated from the lexicons in its folder.
