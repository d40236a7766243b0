// SPDX-License-Identifier: Apache-2.0

// All code of this target is generated from the folder `lexicons` at build time.
