/** What the artifacts share and nobody else needs. No part of the API. */
package org.lgsc.core.internal;
