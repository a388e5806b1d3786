"""The public list, and the page that adds to it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import messages
from app.extensions import db
from app.guards import login_required
from app.models import Product
from app.products.forms import ProductForm

bp = Blueprint("products", __name__)

#: Digits. No list has so many pages, and no database counts much further.
LONGEST_NUMBER = 9


@bp.route("/")
def home() -> ResponseReturnValue:
    """Lead to the landing page."""
    return redirect(url_for("products.index"))


@bp.route("/products")
def index() -> ResponseReturnValue:
    """Show anyone the products, the newest first."""
    if len(request.args.get("page", "")) > LONGEST_NUMBER:
        abort(404)
    products = db.paginate(db.select(Product).order_by(Product.id.desc()), per_page=12)
    return render_template("products/index.html", products=products)


@bp.route("/products/new", methods=["GET", "POST"])
@login_required
def new() -> ResponseReturnValue:
    """Add a product: members only."""
    form = ProductForm(request.form)
    if form.validate_on_submit():
        product = Product(added_by_id=current_user.id, name=form.name.data, description=form.description.data)
        db.session.add(product)
        db.session.commit()
        flash(messages.PRODUCT_ADDED.format(name=product.name), "success")
        return redirect(url_for("products.index"))
    return render_template("products/new.html", form=form)
