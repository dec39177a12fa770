import { plantFailure } from "../planted-failure";

plantFailure();
