/** What stands beside a score file. No part of the API. */
package org.lgsc.eval.internal.protocol;
